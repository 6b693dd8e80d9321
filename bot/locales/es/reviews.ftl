# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **La moderación de este servidor ve las solicitudes privadas.** Si aceptas, el registro de moderación le mostrará desde ahora los prompts y las imágenes de tus solicitudes privadas en este servidor. Nunca muestra las anteriores, y los demás miembros siguen sin ver nada. Para retirar tu consentimiento, elimina tus datos con `/my data delete`.
consent-canceled = Solicitud cancelada. No se envió nada.
consent-late = Se agotó el tiempo y no se envió nada. Usa el comando otra vez.
button-consent-agree = Aceptar y continuar
button-consent-cancel = Cancelar

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = La moderación denegó tu solicitud en { $channel }. No se generó ninguna imagen, y nada cuenta para tus límites.
held-note-expired = Tu solicitud en { $channel } caducó porque la moderación no decidió en 24 horas. No cuenta para tus límites, y puedes enviarla de nuevo.
# $reason is one or more sentences
held-note-refused = La moderación permitió tu solicitud en { $channel }, pero ahora no se puede generar ninguna imagen. { $reason }

title-report = Denunciar esta imagen
label-report = ¿Qué problema tiene?
placeholder-report = La moderación de este servidor leerá esto.
report-sent = Gracias. Tu denuncia se envió a la moderación de este servidor. Recibirás un mensaje directo cuando decida.

# Direct messages to a member who reported an image
report-note-acted = Gracias por tu denuncia. La moderación tomó medidas sobre la imagen.
report-note-deleted = Gracias por tu denuncia. La imagen ya se eliminó.
report-note-dismissed = Gracias por tu denuncia. La moderación revisó la imagen y decidió que puede quedarse.
