# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **La modération de ce serveur voit les demandes privées.** Si tu acceptes, elle verra désormais dans le journal de modération les prompts et les images de tes demandes privées sur ce serveur. Elle n’y verra jamais les précédentes, et les autres membres n’en verront toujours rien. Pour retirer ton accord, supprime tes données avec `/my data delete`.
consent-canceled = Annulé. Rien n’a été envoyé.
consent-late = Délai dépassé : rien n’a été envoyé. Relance la commande.
button-consent-agree = Accepter et continuer
button-consent-cancel = Annuler

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = La modération a refusé ta demande dans { $channel }. Aucune image n’a été générée, et rien ne compte dans tes limites.
held-note-expired = Ta demande dans { $channel } a expiré, car la modération n’a pas pris de décision dans les 24 heures. Rien ne compte dans tes limites, et tu peux l’envoyer de nouveau.
# $reason is one or more sentences
held-note-refused = La modération a autorisé ta demande dans { $channel }, mais aucune image ne peut être générée maintenant. { $reason }

title-report = Signaler cette image
label-report = Quel est le problème ?
placeholder-report = La modération de ce serveur lira ce texte.
report-sent = Merci. Ton signalement a été envoyé à la modération de ce serveur. Tu recevras un message privé quand elle aura pris une décision.

# Direct messages to a member who reported an image
report-note-acted = Merci pour ton signalement. La modération est intervenue au sujet de l’image.
report-note-deleted = Merci pour ton signalement. L’image a été supprimée entre-temps.
report-note-dismissed = Merci pour ton signalement. La modération a examiné l’image et décidé qu’elle peut rester.
