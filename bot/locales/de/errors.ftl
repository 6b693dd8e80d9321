# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first } { $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Es sind keine Kosten entstanden.
error-charge-possible = Für diese Anfrage sind bei OpenRouter möglicherweise Kosten entstanden.
error-charge-made = Für diese Anfrage sind bei OpenRouter Kosten entstanden.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Das wird nicht auf deine Limits angerechnet, und der Cooldown ist aufgehoben.
# In its place, where the member canceled what was sent already
error-still-counts = { $images ->
        [one] Die Anfrage war schon gesendet, deshalb wird das Bild auf deine Limits angerechnet, und der Cooldown gilt.
       *[other] { $images } Bilder waren schon angefragt, deshalb werden sie auf deine Limits angerechnet, und der Cooldown gilt.
    } Sobald feststeht, dass keine Kosten entstanden sind, wird das gutgeschrieben und der Cooldown aufgehoben.

# Options and attached images
error-option-refused-prompt = Der Prompt muss 1 bis { $most } sichtbare Zeichen haben. Kürze ihn oder schreibe ihn um.
error-this-model = Dieses Modell
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } unterstützt { $most ->
        [0] keine angehängten Bilder
        [one] höchstens { $most } angehängtes Bild
       *[other] höchstens { $most } angehängte Bilder
    }. Wähle ein anderes Modell oder { $most ->
        [0] versuche es ohne angehängte Bilder erneut
       *[other] hänge weniger Bilder an
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } unterstützt `{ $option }` { $given } nicht. Möglich: { $accepted }.
error-option-refused-nothing = { $model } unterstützt `{ $option }` { $given } nicht. Lasse die Option weg oder wähle ein anderes Modell.
error-option-out-of-range = `{ $option }` muss eine Zahl von { $least } bis { $most } sein. Wähle eine andere Zahl.
error-option-out-of-range-length = `{ $option }` muss { $least } bis { $most } Zeichen haben. Kürze den Text oder schreibe ihn um.
error-reference-refused-too-large = Die angehängte Datei ist zu groß; erlaubt sind höchstens { $megabytes } MB. Hänge eine kleinere an.
error-reference-refused-too-many-pixels = Das angehängte Bild hat mehr als { $megapixels } Megapixel. Hänge ein kleineres an.
error-reference-refused-not-a-picture = Die angehängte Datei ist kein Bild im Format PNG, JPEG, WebP oder GIF. Hänge eine andere an.
error-reference-refused-unavailable = Der Bot konnte das angehängte Bild nicht von Discord abrufen. Hänge ein anderes an.
error-reference-refused-gone = Das angehängte Bild ist nicht mehr gespeichert. Führe den Befehl aus und hänge es erneut an.
error-reference-refused-too-many = Du kannst pro Stunde höchstens { $most ->
        [one] { $most } Bild
       *[other] { $most } Bilder
    } anhängen. Versuche es in einer Stunde erneut.
error-reference-refused-no-room = Der Bot kann derzeit keine weiteren angehängten Bilder speichern. Versuche es in einer Stunde erneut.
error-reference-refused-not-decoded = Der Bot konnte das angehängte Bild nicht lesen, weil es zu komplex ist. Hänge ein kleineres an.
error-model-unknown-none = Die bevorzugten Modelle des Bots sind derzeit nicht verfügbar. Wähle mit der Option `model` ein anderes oder informiere den Bot-Betreiber.
error-model-unknown = Das Modell { $model } gibt es nicht oder nicht mehr. Wähle eines aus der Liste, die beim Tippen erscheint.
error-style-unknown = Den Stil { $style } gibt es hier nicht. Wähle einen aus der Liste, die beim Tippen erscheint.

# Cases and appeals
error-case-unknown = Den Fall { $number } gibt es nicht. Prüfe die Nummer.
error-case-ended = Fall { $number } gilt nicht mehr; Änderungen und Einsprüche sind nicht mehr möglich.
error-appeal-exists-open = Du hast zu diesem Fall schon Einspruch eingelegt, und die Moderation entscheidet darüber. Um die Antwort zu erhalten, erlaube Direktnachrichten von Mitgliedern dieses Servers.
error-appeal-exists-accepted = Dein Einspruch zu diesem Fall wurde angenommen. Du kannst wieder Bilder erstellen.
error-appeal-exists-declined = Dein Einspruch zu diesem Fall wurde abgelehnt. Du kannst pro Fall nur einmal Einspruch einlegen.
error-appeal-unreachable = Auf diesem Server gibt es keinen Kanal für Einsprüche, deshalb wurde deiner nicht gesendet. Wende dich direkt an die Moderation oder lege später Einspruch ein.

# Where and when images can be created
error-outside-servers = Du kannst Bilder nur auf Servern erstellen, auf denen der Bot ist. Versuche es dort erneut.
error-servers-only = Das funktioniert nur auf Servern, auf denen der Bot ist. Versuche es dort erneut.
error-channel-unknown = Die Regeln dieses Servers hängen von der Kategorie oder Altersbeschränkung des Kanals ab, und Discord teilt dem Bot hier beides nicht mit. Versuche es in einer Minute oder in einem anderen Kanal erneut, oder bitte die Moderation, dem Bot hier die Berechtigung *Kanal ansehen* zu geben.
error-duplicate-event = Wird schon bearbeitet (Discord hat das doppelt gesendet).
error-intake-closed-stopping = Der Bot wird gerade neu gestartet und kann keine neuen Anfragen annehmen. Versuche es in einer Minute erneut.
error-intake-closed-key-rejected = OpenRouter akzeptiert den Schlüssel des Bots nicht, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss einen gültigen Schlüssel eintragen.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter akzeptiert den Schlüssel des Bots nicht, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss einen gültigen Schlüssel eintragen. Nächste Prüfung durch den Bot: { $when }.
error-intake-closed-out-of-credit = Der Bot hat bei OpenRouter kein Guthaben mehr, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss Guthaben aufladen.
error-intake-closed-out-of-credit-until = Der Bot hat bei OpenRouter kein Guthaben mehr, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss Guthaben aufladen. Nächste Prüfung durch den Bot: { $when }.
error-intake-closed-account-blocked = Das Konto des Bots bei OpenRouter ist gesperrt, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss sich an OpenRouter wenden.
error-intake-closed-account-blocked-until = Das Konto des Bots bei OpenRouter ist gesperrt, deshalb können keine Bilder erstellt werden. Der Bot-Betreiber muss sich an OpenRouter wenden. Nächste Prüfung durch den Bot: { $when }.
error-answer-lost = Discord hat die Antwort des Bots nicht angenommen. Es sind keine Kosten entstanden. Versuche es erneut.
error-missing-permission = Dazu fehlt dir hier die Berechtigung. Wende dich an die Moderation.
error-outdated = Der Bot hat diesen Befehl oder Button nicht mehr. Tippe /, um seine aktuellen Befehle zu sehen.

# The queue, and models that keep failing
error-provider-on-hold-all = OpenRouter fällt wiederholt aus, deshalb sind Anfragen vorerst ausgesetzt. Versuche es { $when } erneut.
error-provider-on-hold-model = { $model } fällt wiederholt aus, deshalb sind Anfragen an dieses Modell vorerst ausgesetzt. Versuche es { $when } erneut oder wähle ein anderes Modell.
error-queue-full-member = Du hast schon so viele Bilder in der Warteschlange wie erlaubt. Versuche es { $when } erneut.
error-queue-full-server = Die Warteschlange dieses Servers ist voll. Versuche es { $when } erneut.
error-queue-full-all = Die Warteschlange ist voll. Versuche es { $when } erneut.
error-wait-too-long = Die Warteschlange ist so lang, dass dein Bild sehr wahrscheinlich nicht rechtzeitig fertig würde. Versuche es { $when } erneut.

# Buttons and menus
error-cancel-refused-delivering = Zum Abbrechen ist es zu spät: Das Bild ist erstellt, die Kosten sind entstanden, und es erscheint hier, sobald Discord es annimmt.
error-cancel-refused-ended = Diese Anfrage ist schon beendet; es gibt nichts mehr abzubrechen.
error-cancel-refused-elsewhere = Dieses Bild kann gerade nicht abgebrochen werden. Versuche es in einer Minute erneut.
error-not-owner-author = Das darf nur das Mitglied, von dem die Anfrage stammt.
error-not-owner-moderators = Das dürfen nur das Mitglied, von dem die Anfrage stammt, und die Moderation.
error-not-owner-nobody = Das ist auf diesem Server ausgeschaltet. Wende dich an die Moderation.
error-not-owner-everybody = Das darfst du hier nicht. Wende dich an die Moderation.
error-job-forgotten = Der Bot hat dieses Bild nicht mehr: Es ist zu alt oder wurde gelöscht. Erstelle es mit dem Befehl neu.
error-image-gone = Diese Nachricht enthält kein Bild, das der Bot verwenden kann. Wähle eine andere Nachricht oder verwende den Befehl.
error-others-forbidden = Auf diesem Server kannst du nur Bilder des Bots remixen. Wähle eines davon oder wende dich an die Moderation.
error-nothing-larger = Dieses Bild hat schon die höchste Auflösung, die das Modell bietet. Wähle mit dem Befehl ein anderes Modell.
error-copy-refused = Discord hat dem Bot nicht erlaubt, dir eine Direktnachricht zu senden. Erlaube Direktnachrichten von Mitgliedern dieses Servers und versuche es dann erneut.
error-change-refused = Discord hat dem Bot nicht erlaubt, diese Nachricht zu ändern. Es wurde nichts geändert. Versuche es in einer Minute erneut.

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = Das Modell hat diesen Prompt abgelehnt, sehr wahrscheinlich wegen seiner Inhaltsrichtlinien. { $charge } Bearbeite den Prompt und versuche es erneut.
error-perhaps-rejected = Das Modell hat kein Bild geliefert. Möglicherweise hat es diesen Prompt abgelehnt, oder es hat gerade eine Störung. { $charge } Ändere den Prompt oder versuche es später erneut.
error-provider-busy = Das Modell erhält gerade zu viele Anfragen. { $charge } Versuche es in einer Minute erneut oder wähle ein anderes Modell.
error-provider-busy-until = Das Modell erhält gerade zu viele Anfragen. { $charge } Versuche es { $when } erneut oder wähle ein anderes Modell.
error-provider-busy-seconds = Das Modell erhält gerade zu viele Anfragen. { $charge } Versuche es in { $seconds ->
        [one] { $seconds } Sekunde
       *[other] { $seconds } Sekunden
    } erneut oder wähle ein anderes Modell.
error-provider-down = Der Anbieter des Modells hat gerade eine Störung. { $charge } Versuche es später erneut oder wähle ein anderes Modell.
error-key-rejected = OpenRouter akzeptiert den Schlüssel des Bots nicht. { $charge } Der Bot-Betreiber muss einen gültigen eintragen.
error-account-blocked = Das Konto des Bots ist bei OpenRouter oder beim Anbieter des Modells gesperrt. { $charge } Das liegt nicht an deinem Prompt. Wähle ein anderes Modell oder informiere den Bot-Betreiber.
error-out-of-credit = Das Guthaben des Bots bei OpenRouter reicht für dieses Bild nicht. { $charge } Der Bot-Betreiber muss Guthaben aufladen; bis dahin können keine Bilder erstellt werden.
error-model-gone = { $model } wird nicht mehr angeboten. { $charge } Wähle ein anderes Modell.
error-model-gone-unnamed = Dieses Modell wird nicht mehr angeboten. { $charge } Wähle ein anderes Modell.
error-provider-forbids = OpenRouter lässt diese Anfrage für dieses Konto oder diese Region nicht zu. { $charge } Wähle ein anderes Modell oder informiere den Bot-Betreiber.
error-request-rejected = OpenRouter hat diese Anfrage nicht angenommen. { $charge } Versuche es mit anderen Optionen; auch ein kleineres angehängtes Bild kann helfen.
error-generation-timed-out = Das hat zu lange gedauert und wurde abgebrochen. { $charge } Versuche es erneut oder wähle ein schnelleres Modell.
error-bad-answer = Das Modell hat kein brauchbares Bild geliefert. { $charge } Versuche es erneut oder wähle ein anderes Modell.
error-generation-failed = Das Bild konnte nicht erstellt werden. { $charge } Versuche es später erneut.

# Generated, but not shown
error-too-large-for-discord = Das Bild wurde erstellt, aber die Datei ist zu groß, um sie hier hochzuladen. { $charge } Wähle eine kleinere Größe.
error-discord-unavailable = Das Bild wurde erstellt, aber Discord hat es nicht angenommen. { $charge } Versuche es später erneut.
error-nowhere-to-deliver = Das Bild wurde erstellt, konnte aber nirgends mehr zugestellt werden. { $charge } Versuche es erneut.
error-delivery-given-up = Das Bild wurde erstellt, aber der Bot konnte es auch nach mehreren Versuchen nicht für Discord aufbereiten. { $charge } Versuche es erneut, möglichst mit einer kleineren Größe.
error-delivery-failed = Das Bild wurde erstellt, konnte aber nicht zugestellt werden. { $charge } Versuche es erneut.

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = Du hast diese Anfrage abgebrochen. { $charge } Versuche es erneut, falls das ein Versehen war.
# $who is the mention of the moderator who canceled.
error-cancelled = { $who } hat diese Anfrage abgebrochen. { $charge } Versuche es erneut, falls das ein Versehen war.
error-charge-whole-or-free = Bei OpenRouter entstehen dafür keine Kosten, außer wenn das Bild schon fertig war.
error-interrupted = Der Bot wurde beendet, bevor das Bild fertig war. { $charge } Versuche es in einer Minute erneut.
error-lost-in-restart = Der Bot wurde neu gestartet, während dieses Bild erstellt wurde, und das Bild ist verloren. { $charge } Versuche es erneut; von selbst tut der Bot das nicht, weil dann doppelte Kosten entstehen könnten.
error-spool-failed = Der Bot konnte das Bild nicht speichern. { $charge } Informiere den Bot-Betreiber.
error-unexpected = Etwas ist schiefgegangen (Referenz { $reference }). Falls ein Bild in Arbeit war, sind bei OpenRouter möglicherweise Kosten entstanden. Versuche es erneut; wenn das wieder passiert, nenne dem Bot-Betreiber diese Referenz.

# The database; every one ends in what to do.
error-storage-failed-busy = Die Datenbank des Bots ist gerade überlastet. Versuche es in einer Minute erneut.
error-storage-failed-damaged = Die Datenbank des Bots ist beschädigt. Informiere den Bot-Betreiber.
error-storage-failed-read-only = Der Bot kann nicht in seine Datenbank schreiben. Informiere den Bot-Betreiber.
error-storage-failed-full = Die Datenbank des Bots ist voll. Informiere den Bot-Betreiber.
error-storage-failed-unreachable = Die Datenbank des Bots ist nicht erreichbar. Versuche es in einer Minute erneut.
error-storage-failed-newer = Die Datenbank des Bots gehört zu einer neueren Version des Bots. Informiere den Bot-Betreiber.
error-storage-failed-other = Die Datenbank des Bots funktioniert nicht. Versuche es später erneut oder informiere den Bot-Betreiber.

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = Die Regeln dieses Servers erlauben diesen Text nicht. Ändere ihn und versuche es erneut.
# $rule is the name that moderators gave the rule.
error-text-refused-rule = Die Regel „{ $rule }“ dieses Servers erlaubt diesen Text nicht. Ändere ihn und versuche es erneut.
# $message is what moderators of this server wrote.
error-text-refused-message = Die Regeln dieses Servers erlauben diesen Text nicht: { $message }
error-text-refused-rule-message = Die Regel „{ $rule }“ dieses Servers erlaubt diesen Text nicht: { $message }
error-text-refused-operator = Der Bot-Betreiber erlaubt diesen Text auf keinem Server. Ändere ihn und versuche es erneut.

# Held requests and reports
error-request-held = Die Moderation muss diese Anfrage zuerst erlauben. Erlaubt sie die Anfrage, erscheint das Bild in diesem Kanal, und der Bot erwähnt dich. Lehnt sie die Anfrage ab oder entscheidet sie nicht innerhalb von 24 Stunden, erhältst du eine Direktnachricht. Bis dahin wird nichts auf deine Limits angerechnet.
error-request-held-private = Die Moderation muss diese Anfrage zuerst erlauben. Du erhältst das Bild oder die Antwort innerhalb von 24 Stunden per Direktnachricht. Bis dahin wird nichts auf deine Limits angerechnet.
error-too-many-held = Von dir { $most ->
        [one] wartet schon { $most } Anfrage
       *[other] warten schon { $most } Anfragen
    } auf die Moderation; mehr sind nicht erlaubt. Warte eine Entscheidung ab oder ändere deinen Prompt.
error-consent-needed = Die Moderation dieses Servers sieht private Anfragen, und dem hast du nicht zugestimmt. Führe den Befehl erneut aus und stimme zu oder schalte `private` aus.
# $moderator is a mention
error-held-decided-allowed = { $moderator } hat diese Anfrage schon erlaubt.
error-held-decided-denied = { $moderator } hat diese Anfrage schon abgelehnt.
error-held-expired = Diese Anfrage ist verfallen, weil die Moderation nicht innerhalb von 24 Stunden entschieden hat. Das Mitglied kann sie erneut senden.
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = Die Anfrage wurde erlaubt, aber jetzt kann kein Bild erstellt werden, und das Mitglied wurde über den Grund informiert. Du kannst später erneut auf *Allow* klicken. Grund: { $reason }
error-member-left = Das Mitglied hat diesen Server verlassen, deshalb wurde kein Bild erstellt.
error-not-reportable = Du kannst nur öffentliche Bilder melden, die dieser Bot auf diesem Server erstellt hat. Wähle ein solches Bild oder wende dich an die Moderation.
error-own-image-reported = Dein eigenes Bild kannst du nicht melden. Um es zu löschen, wähle darunter Mehr → Löschen.
error-already-reported = Du hast dieses Bild schon gemeldet. Sobald die Moderation entschieden hat, erhältst du eine Direktnachricht.
error-too-many-reports = Du hast innerhalb von 24 Stunden { $most ->
        [one] { $most } Meldung
       *[other] { $most } Meldungen
    } gesendet; mehr sind nicht erlaubt. Versuche es morgen erneut oder wende dich an die Moderation.
error-no-place-for-reports = Auf diesem Server gibt es keinen Kanal für Meldungen. Wende dich wegen des Bildes an die Moderation.
error-reason-too-short = Der Grund muss { $least } bis { $most } Zeichen haben. Ergänze Einzelheiten.
error-reports-closed = Die Meldungen zu diesem Bild sind schon abgeschlossen.
