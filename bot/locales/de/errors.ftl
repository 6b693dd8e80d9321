# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Es sind keine Kosten entstanden.
error-charge-possible = Bei OpenRouter sind möglicherweise Kosten entstanden.
error-charge-made = Bei OpenRouter sind Kosten entstanden.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Das wird dir nicht angerechnet: Bild und Cooldown hast du zurückbekommen.
# In its place, where the member cancelled what was sent already
error-still-counts = { $images ->
        [one] Die Anfrage war schon gesendet, deshalb zählen Bild und Cooldown für dich.
       *[other] { $images } Bilder waren schon angefragt, deshalb zählen sie und der Cooldown für dich.
    } Du bekommst beides zurück, sobald feststeht, dass keine Kosten entstanden sind.

# Options and attached pictures
error-option-refused-prompt = Der Prompt braucht 1 bis { $most } sichtbare Zeichen. Es sind keine Kosten entstanden. Schreib ihn neu.
error-this-model = Dieses Modell
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } nimmt { $most ->
        [0] kein angehängtes Bild
        [one] höchstens { $most } angehängtes Bild
       *[other] höchstens { $most } angehängte Bilder
    } an. Es sind keine Kosten entstanden. Wähl ein anderes Modell oder häng { $most ->
        [0] keins
       *[other] weniger Bilder
    } an.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } akzeptiert { $given } nicht als `{ $option }`. Es sind keine Kosten entstanden. Möglich ist: { $accepted }.
error-option-refused-nothing = { $model } akzeptiert { $given } nicht als `{ $option }`. Es sind keine Kosten entstanden. Lass es weg oder wähl ein anderes Modell.
error-option-out-of-range = `{ $option }` nimmt eine Zahl von { $least } bis { $most }. Es sind keine Kosten entstanden. Wähl eine davon.
error-option-out-of-range-length = `{ $option }` nimmt { $least } bis { $most } Zeichen. Es sind keine Kosten entstanden. Schreib es neu.
error-reference-refused-too-large = Das angehängte Bild ist größer als { $megabytes } MB. Es sind keine Kosten entstanden. Häng ein anderes an.
error-reference-refused-too-many-pixels = Das angehängte Bild hat mehr als { $megapixels } Megapixel. Es sind keine Kosten entstanden. Häng ein anderes an.
error-reference-refused-not-a-picture = Die angehängte Datei ist kein Bild im Format PNG, JPEG, WebP oder GIF. Es sind keine Kosten entstanden. Häng eine andere an.
error-reference-refused-unavailable = Discord hat das angehängte Bild nicht herausgegeben. Es sind keine Kosten entstanden. Häng ein anderes an.
error-reference-refused-gone = Das angehängte Bild wird nicht so lange aufbewahrt. Es sind keine Kosten entstanden. Nimm den Befehl und häng es neu an.
error-reference-refused-too-many = Innerhalb einer Stunde bewahrt der Bot für ein Mitglied höchstens { $most } angehängte Bilder auf. Es sind keine Kosten entstanden. Versuch es in einer Stunde noch einmal.
error-reference-refused-no-room = Der Bot kann gerade keine weiteren angehängten Bilder speichern. Es sind keine Kosten entstanden. Versuch es in einer Stunde noch einmal.
error-reference-refused-not-decoded = Das angehängte Bild braucht zum Lesen mehr Speicher oder Zeit, als der Bot dafür hat. Es sind keine Kosten entstanden. Häng ein kleineres an.
error-model-unknown-none = Keins der Modelle des Bots kann gerade malen. Es sind keine Kosten entstanden. Nenn mit der Option `model` ein anderes oder sag dem Bot-Betreiber Bescheid.
error-model-unknown = Das Modell { $model } gibt es nicht oder nicht mehr. Es sind keine Kosten entstanden. Wähl eins aus der Liste, die beim Tippen erscheint.
error-style-unknown = Den Stil { $style } gibt es hier nicht. Es sind keine Kosten entstanden. Wähl einen aus der Liste, die beim Tippen erscheint.

# Where and when pictures are taken
error-outside-servers = Der Bot-Betreiber erlaubt Bilder nur auf Servern, auf denen der Bot ist. Es sind keine Kosten entstanden. Versuch es auf so einem Server.
error-servers-only = Das gibt es nur auf Servern, auf denen der Bot ist. Es sind keine Kosten entstanden. Nutz es auf so einem Server.
error-channel-unknown = Discord teilt dem Bot nicht mit, ob dieser Kanal altersbeschränkt ist oder zu welcher Kategorie er gehört, und davon hängen die Regeln dieses Servers ab. Es sind keine Kosten entstanden. Versuch es in einer Minute noch einmal, nimm einen anderen Kanal oder bitte die Moderation, dem Bot hier das Recht *Kanal anzeigen* zu geben.
error-duplicate-event = Discord hat diesen Befehl zweimal geschickt, und der erste wird gerade beantwortet. Für den zweiten sind keine Kosten entstanden.
error-intake-closed-stopping = Der Bot wird gerade neu gestartet und nimmt keine neuen Bilder an. Es sind keine Kosten entstanden. Versuch es in einer Minute noch einmal.
error-intake-closed-key-rejected = OpenRouter akzeptiert den Schlüssel des Bots nicht, deshalb können keine Bilder gemalt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss einen gültigen Schlüssel eintragen.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter akzeptiert den Schlüssel des Bots nicht, deshalb können keine Bilder gemalt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss einen gültigen Schlüssel eintragen; der nächste Versuch ist { $when }.
error-intake-closed-out-of-credit = Der Bot hat bei OpenRouter kein Guthaben mehr, deshalb können keine Bilder gemalt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss es aufladen.
error-intake-closed-out-of-credit-until = Der Bot hat bei OpenRouter kein Guthaben mehr, deshalb können keine Bilder gemalt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss es aufladen; der nächste Versuch ist { $when }.
error-intake-closed-account-blocked = Das Konto des Bots bei OpenRouter ist gesperrt, deshalb können keine Bilder erstellt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss sich an OpenRouter wenden.
error-intake-closed-account-blocked-until = Das Konto des Bots bei OpenRouter ist gesperrt, deshalb können keine Bilder erstellt werden. Es sind keine Kosten entstanden. Der Bot-Betreiber muss sich an OpenRouter wenden; der nächste Versuch ist { $when }.
error-answer-lost = Discord hat die Antwort des Bots nicht angenommen. Es sind keine Kosten entstanden. Versuch es noch einmal.
error-missing-permission = Das darfst du hier nicht. Es sind keine Kosten entstanden. Wende dich an die Moderation.
error-outdated = Der Bot kennt diesen Befehl oder Button nicht mehr. Es sind keine Kosten entstanden. Tippe /, um seine jetzigen Befehle zu sehen.

# The line, and models that failed again and again
error-provider-on-hold-all = OpenRouter ist immer wieder ausgefallen und wird deshalb vorerst in Ruhe gelassen; der nächste Versuch ist { $when }. Es sind keine Kosten entstanden. Versuch es dann noch einmal.
error-provider-on-hold-model = { $model } ist immer wieder ausgefallen und wird deshalb vorerst in Ruhe gelassen; der nächste Versuch ist { $when }. Es sind keine Kosten entstanden. Versuch es dann noch einmal oder wähl ein anderes Modell.
error-queue-full-member = Von dir sind schon so viele Bilder in der Warteschlange, wie ein Mitglied dort haben darf. Es sind keine Kosten entstanden. Versuch es { $when } noch einmal.
error-queue-full-server = Von diesem Server sind schon so viele Bilder in der Warteschlange, wie ein Server dort haben darf. Es sind keine Kosten entstanden. Versuch es { $when } noch einmal.
error-queue-full-all = In der Warteschlange sind schon so viele Bilder, wie der Bot annehmen kann. Es sind keine Kosten entstanden. Versuch es { $when } noch einmal.
error-wait-too-long = Die Warteschlange ist so lang, dass dein Bild sehr wahrscheinlich nicht rechtzeitig fertig wird. Es sind keine Kosten entstanden. Versuch es { $when } noch einmal.

# Buttons and menus
error-cancel-refused-delivering = Zum Abbrechen ist es zu spät: Das Bild ist gemalt, die Kosten sind entstanden, und es kommt, sobald Discord es annimmt.
error-cancel-refused-ended = Es gibt nichts mehr abzubrechen. Es sind keine weiteren Kosten entstanden. Fordere ein neues Bild an.
error-cancel-refused-elsewhere = An diesem Bild arbeitet ein anderer Prozess des Bots, deshalb kann es hier nicht abgebrochen werden. Es sind keine weiteren Kosten entstanden. Versuch es in einer Minute noch einmal.
error-not-owner-author = Das ist nur für das Mitglied, von dem das Bild angefordert wurde. Es sind keine Kosten entstanden. Fordere ein eigenes Bild an.
error-not-owner-moderators = Das ist nur für das Mitglied, von dem das Bild angefordert wurde, und für die Moderation. Es wurde nichts geändert, und es sind keine Kosten entstanden. Fordere ein eigenes Bild an oder warte auf dieses.
error-not-owner-nobody = Das ist auf diesem Server ausgeschaltet. Es wurde nichts geändert, und es sind keine Kosten entstanden. Wende dich an die Moderation.
error-not-owner-everybody = Das ist hier nicht für dich. Es wurde nichts geändert, und es sind keine Kosten entstanden. Wende dich an die Moderation.
error-job-forgotten = So ein Bild kennt der Bot nicht: Es ist zu lange her, wurde gelöscht oder hat nie existiert. Es sind keine Kosten entstanden. Fordere es mit dem Befehl neu an.
error-image-gone = In dieser Nachricht ist kein Bild, mit dem der Bot etwas anfangen kann. Es sind keine Kosten entstanden. Wähl eine andere Nachricht oder nimm den Befehl.
error-others-forbidden = Auf diesem Server dürfen nur die eigenen Bilder des Bots geremixt werden. Es sind keine Kosten entstanden. Wähl eins davon oder wende dich an die Moderation.
error-nothing-larger = Das Modell hat keine Größe, die über dieses Bild hinausgeht. Es sind keine Kosten entstanden. Wähl mit dem Befehl ein anderes Modell.
error-copy-refused = Discord hat dem Bot nicht erlaubt, dir eine Direktnachricht zu schicken. Es sind keine Kosten entstanden. Erlaube Direktnachrichten von Mitgliedern dieses Servers und versuch es dann noch einmal.
error-change-refused = Discord hat die Änderung dieser Nachricht nicht angenommen. Es wurde nichts geändert, und es sind keine Kosten entstanden. Versuch es in einer Minute noch einmal.

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = Das Modell hat diesen Prompt abgelehnt, sehr wahrscheinlich wegen seiner Inhaltsrichtlinien. { $charge } Bearbeite den Prompt und versuch es mit anderen Worten noch einmal.
error-perhaps-rejected = Es ist kein Bild entstanden. Vielleicht hat das Modell diesen Prompt abgelehnt, vielleicht funktioniert es gerade nicht. { $charge } Ändere den Prompt oder versuche es später noch einmal.
error-provider-busy = Das Modell hat gerade zu viele Anfragen. { $charge } Versuch es in einer Minute noch einmal oder wähl ein anderes Modell.
error-provider-busy-until = Das Modell hat gerade zu viele Anfragen. { $charge } Versuche es { $when } noch einmal oder wähle ein anderes Modell.
error-provider-busy-seconds = Das Modell hat gerade zu viele Anfragen. { $charge } Versuch es in { $seconds ->
        [one] { $seconds } Sekunde
       *[other] { $seconds } Sekunden
    } noch einmal oder wähl ein anderes Modell.
error-provider-down = Der Anbieter des Modells ist gerade ausgefallen. { $charge } Versuch es später noch einmal oder wähl ein anderes Modell.
error-key-rejected = OpenRouter akzeptiert den Schlüssel nicht. { $charge } Der Bot-Betreiber muss einen gültigen eintragen.
error-account-blocked = Das Konto des Bots ist bei OpenRouter oder beim Anbieter des Modells gesperrt. { $charge } Das liegt nicht an deinem Prompt. Wähle ein anderes Modell oder sag dem Bot-Betreiber Bescheid.
error-out-of-credit = Das Guthaben bei OpenRouter reicht für dieses Bild nicht. { $charge } Der Bot-Betreiber muss es aufladen; bis dahin werden keine Bilder angenommen.
error-model-gone = { $model } wird von niemandem mehr angeboten. { $charge } Wähl ein anderes Modell.
error-model-gone-unnamed = Dieses Modell wird von niemandem mehr angeboten. { $charge } Wähl ein anderes Modell.
error-provider-forbids = OpenRouter lässt diese Anfrage für diesen Account oder diese Region nicht zu. { $charge } Wähl ein anderes Modell oder sag dem Bot-Betreiber Bescheid.
error-request-rejected = OpenRouter hat die Anfrage so nicht angenommen. { $charge } Versuch es mit anderen Optionen; vielleicht hilft ein kleineres angehängtes Bild.
error-generation-timed-out = Das Bild hat zu lange gedauert und wurde aufgegeben. { $charge } Versuch es noch einmal oder wähl ein schnelleres Modell.
error-bad-answer = In der Antwort des Modells war kein brauchbares Bild. { $charge } Versuch es noch einmal oder wähl ein anderes Modell.
error-generation-failed = Das Bild konnte nicht gemalt werden. { $charge } Versuch es später noch einmal.

# Painted, but not shown
error-too-large-for-discord = Das Bild wurde gemalt, ist aber zu groß für hier. { $charge } Versuch es mit einer kleineren Größe.
error-discord-unavailable = Das Bild wurde gemalt, aber Discord hat es nicht angenommen. { $charge } Versuch es später noch einmal.
error-nowhere-to-deliver = Das Bild wurde gemalt, aber es gab keinen Ort mehr, um es zu zeigen. { $charge } Fordere es noch einmal an.
error-delivery-given-up = Der Bot wurde immer wieder beendet, während er dieses Bild fertig machte, deshalb wurde es aufgegeben. { $charge } Fordere es noch einmal an, möglichst in einer kleineren Größe.
error-delivery-failed = Das Bild wurde gemalt, konnte aber nicht gezeigt werden. { $charge } Versuch es noch einmal.

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = du hast dieses Bild abgebrochen. { $charge } Fordere es noch einmal an, falls das ein Versehen war.
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } hat dieses Bild abgebrochen. { $charge } Fordere es noch einmal an, falls das ein Versehen war.
error-charge-whole-or-free = Für eine abgebrochene Anfrage berechnet OpenRouter nichts, außer sie war gerade fertig geworden.
error-interrupted = Der Bot wurde angehalten, bevor das Bild da war. { $charge } Versuch es in einer Minute noch einmal.
error-lost-in-restart = Der Bot wurde neu gestartet, während dieses Bild gemalt wurde, und es ist verloren. { $charge } Fordere es noch einmal an; der Bot tut das nicht von selbst, weil das doppelt kosten könnte.
error-spool-failed = Der Datenträger des Bots hat das Bild nicht angenommen, deshalb konnte es nicht aufbewahrt werden. { $charge } Sag dem Bot-Betreiber Bescheid.
error-unexpected = Etwas ist schiefgegangen (Referenz { $reference }). Falls ein Bild unterwegs war, sind bei OpenRouter möglicherweise Kosten entstanden. Versuch es noch einmal. Wenn es dabei bleibt, nenn dem Bot-Betreiber die Referenz.

# The database; every one ends in what to do.
error-storage-failed-busy = Die Datenbank des Bots ist gerade überlastet, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Versuch es in einer Minute noch einmal.
error-storage-failed-damaged = Die Datenbank des Bots ist beschädigt, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Sag dem Bot-Betreiber Bescheid.
error-storage-failed-read-only = In die Datenbank des Bots kann nicht geschrieben werden, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Sag dem Bot-Betreiber Bescheid.
error-storage-failed-full = In der Datenbank des Bots ist kein Platz mehr, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Sag dem Bot-Betreiber Bescheid.
error-storage-failed-unreachable = Die Datenbank des Bots ist nicht erreichbar, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Versuch es in einer Minute noch einmal.
error-storage-failed-newer = Die Datenbank des Bots gehört zu einer neueren Version des Bots, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Sag dem Bot-Betreiber Bescheid.
error-storage-failed-other = Die Datenbank des Bots funktioniert nicht, und ohne sie kann kein Bild verbucht werden. Es sind keine Kosten entstanden. Versuch es später noch einmal oder sag dem Bot-Betreiber Bescheid.
