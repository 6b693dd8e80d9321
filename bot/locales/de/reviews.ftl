# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **Die Moderation dieses Servers sieht private Anfragen.** Wenn du zustimmst, sieht sie im Moderationsprotokoll ab jetzt die Prompts und Bilder deiner privaten Anfragen auf diesem Server. Frühere sieht sie dort nie, und andere Mitglieder sehen weiterhin nichts davon. Um deine Zustimmung zu widerrufen, lösche deine Daten mit `/my data delete`.
consent-canceled = Abgebrochen. Es wurde nichts gesendet.
consent-late = Die Zeit ist abgelaufen; es wurde nichts gesendet. Führe den Befehl erneut aus.
button-consent-agree = Zustimmen und fortfahren
button-consent-cancel = Abbrechen

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = Die Moderation hat deine Anfrage in { $channel } abgelehnt. Es wurde kein Bild erstellt, und nichts wird auf deine Limits angerechnet.
held-note-expired = Deine Anfrage in { $channel } ist verfallen, weil die Moderation nicht innerhalb von 24 Stunden entschieden hat. Nichts wird auf deine Limits angerechnet, und du kannst die Anfrage erneut senden.
# $reason is one or more sentences
held-note-refused = Die Moderation hat deine Anfrage in { $channel } erlaubt, aber jetzt kann kein Bild erstellt werden. { $reason }

title-report = Dieses Bild melden
label-report = Was stimmt damit nicht?
placeholder-report = Die Moderation dieses Servers liest diesen Text.
report-sent = Danke. Deine Meldung wurde an die Moderation dieses Servers gesendet. Sobald sie entschieden hat, erhältst du eine Direktnachricht.

# Direct messages to a member who reported an image
report-note-acted = Danke für deine Meldung. Die Moderation hat wegen des Bildes Maßnahmen ergriffen.
report-note-deleted = Danke für deine Meldung. Das Bild wurde inzwischen gelöscht.
report-note-dismissed = Danke für deine Meldung. Die Moderation hat sich das Bild angesehen und entschieden, dass es bleiben kann.
