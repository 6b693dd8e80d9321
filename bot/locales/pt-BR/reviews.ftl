# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **A moderação deste servidor vê os pedidos privados.** Se você concordar, o registro de moderação mostrará a ela, de agora em diante, os prompts e as imagens dos seus pedidos privados neste servidor. Ele nunca mostra os anteriores, e os outros membros continuam sem ver nada. Para retirar seu consentimento, exclua seus dados com `/my data delete`.
consent-canceled = Pedido cancelado. Nada foi enviado.
consent-late = O tempo acabou, e nada foi enviado. Use o comando novamente.
button-consent-agree = Concordar e continuar
button-consent-cancel = Cancelar

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = A moderação negou seu pedido em { $channel }. Nenhuma imagem foi gerada, e nada conta nos seus limites.
held-note-expired = Seu pedido em { $channel } expirou porque a moderação não decidiu em 24 horas. Ele não conta nos seus limites, e você pode enviá-lo novamente.
# $reason is one or more sentences
held-note-refused = A moderação permitiu seu pedido em { $channel }, mas não é possível gerar nenhuma imagem agora. { $reason }

title-report = Denunciar esta imagem
label-report = O que há de errado com ela?
placeholder-report = A moderação deste servidor vai ler isto.
report-sent = Agradecemos a denúncia. Ela foi enviada à moderação deste servidor. Você receberá uma mensagem direta quando houver uma decisão.

# Direct messages to a member who reported an image
report-note-acted = Agradecemos a denúncia. A moderação tomou medidas em relação à imagem.
report-note-deleted = Agradecemos a denúncia. A imagem já foi excluída.
report-note-dismissed = Agradecemos a denúncia. A moderação analisou a imagem e decidiu que ela pode ficar.
