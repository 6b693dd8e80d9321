# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ Als Nächstes an der Reihe · fertig { $when }
# $position is 2 or more
card-waiting = ⏳ Platz { $position } in der Warteschlange · fertig { $when }
card-generating = 🎨 Wird mit **{ $model }** erstellt · gestartet { $when }
# Below it, above the button that cancels
card-cancel-counts = Die Anfrage ist schon gesendet und wird auf deine Limits angerechnet, auch wenn du jetzt abbrichst.
card-fitting = 📦 Erstellt; die Datei wird zum Hochladen noch verkleinert · gestartet { $when }

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = Seitenverhältnis auto
card-style = Stil { $style }
# $seed is a number that reproduces the image
card-seed = Seed { $seed }
# Of the images that a member may have on one day
card-left = heute noch { $left } von { $of ->
        [one] { $of } Bild
       *[other] { $of } Bildern
    }

# Notes under an image
# Some of several images are missing, and do not count
card-missing = { $came } von { $asked } Bildern erstellt. { $missing ->
        [one] Das fehlende wird nicht auf deine Limits angerechnet.
       *[other] Die fehlenden werden nicht auf deine Limits angerechnet.
    }
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = { $came } von { $asked } Bildern erstellt. { $counted ->
        [one] Ein weiteres war beim Abbrechen schon angefragt und wird deshalb auf deine Limits angerechnet.
       *[other] { $counted } weitere waren beim Abbrechen schon angefragt und werden deshalb auf deine Limits angerechnet.
    }
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = Die Kosten betrugen insgesamt { $cost }.
card-other-pixels = Das Modell hat { $width }×{ $height } Pixel statt { $ratio } geliefert.
# The names of options stay as they are in the command
card-left-out = Dieses Modell unterstützt `{ $option }` nicht; die Option wurde ignoriert.
# A style of another server, or one that was removed
card-style-missing = Dein voreingestellter Stil { $style } ist hier nicht verfügbar und wurde ignoriert.
card-thrifty = Das Budget des Bots ist fast aufgebraucht, deshalb wurde ein günstigeres Modell verwendet.
# $model is a model's id
card-gone = { $model } ist nicht mehr verfügbar, deshalb wurde das Nachfolgemodell verwendet.
card-failed-over = { $model } war nicht verfügbar, deshalb wurde das Nachfolgemodell verwendet.
# $format is a kind of file, such as WEBP
card-refitted = Die Originaldatei war zu groß zum Hochladen, deshalb siehst du das Bild als { $format } mit { $width }×{ $height } Pixeln.
card-restored = Das hat länger gedauert, weil der Bot neu gestartet wurde.

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = Mit KI erstelltes Bild: { $prompt }
card-alt = Mit KI erstelltes Bild { $number } von { $of }: { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention }: { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 Der Bot wird neu gestartet. Dein Bild ist fertig und wird danach zugestellt.
card-postponed = 🔁 Der Bot wird neu gestartet und erstellt dein Bild danach. Dauert der Neustart zu lange, verfällt die Anfrage { $when }. Bisher sind keine Kosten entstanden.

# Tells a member who waited for long how it ended
card-ready = { $mention }, dein Bild ist fertig: { $link }
card-not-generated = { $mention }, dein Bild konnte nicht erstellt werden: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Nicht zugestellt:** Das Bild für { $mention } wurde erstellt, aber Discord hat es nicht angenommen. Es wird nicht angerechnet. Ein neuer Versuch ist in einem Kanal möglich, in dem der Bot Nachrichten senden und Dateien anhängen darf. Referenz: { $reference }.
card-undelivered = **Nicht zugestellt:** Das Bild für { $mention } konnte nicht erstellt werden, und Discord hat die Antwort des Bots dazu nicht angenommen. Es wird nicht angerechnet. Ein neuer Versuch ist möglich. Referenz: { $reference }.

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention }, dein privates Bild ist fertig, aber der Bot kann dir keine Direktnachrichten senden. Rufe es mit { $command } ab oder erlaube Direktnachrichten von diesem Server. Der Bot versucht es alle 15 Minuten erneut und hört { $when } damit auf.
card-unreachable-over = { $mention }, aus deiner privaten Anfrage ist kein Bild entstanden, und der Bot kann dir keine Direktnachrichten senden. Sie wird nicht auf deine Limits angerechnet. Erlaube Direktnachrichten von diesem Server und versuche es erneut.
