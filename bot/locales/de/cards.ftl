# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ Als Nächstes dran · fertig { $when }
# $position is 2 or more
card-waiting = ⏳ Platz { $position } in der Warteschlange · fertig { $when }
card-generating = 🎨 **{ $model }** malt gerade · gestartet { $when }
# Below it, above the button that cancels
card-cancel-counts = Die Anfrage ist gesendet und zählt für dich, auch wenn du jetzt abbrichst.
card-fitting = 📦 Gemalt; wird noch verkleinert, damit es hierher passt · gestartet { $when }

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = auto
card-style = Stil { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = Seed { $seed }
# Of the pictures that a member may have on one day
card-left = heute noch { $left } von { $of } übrig

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $came } von { $asked } Bildern fertig. { $missing ->
        [one] Das andere wird dir nicht angerechnet.
       *[other] Die anderen werden dir nicht angerechnet.
    }
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $came } von { $asked } Bildern fertig. { $counted ->
        [one] Ein weiteres war beim Abbrechen schon angefragt und zählt für dich.
       *[other] { $counted } weitere waren beim Abbrechen schon angefragt und zählen für dich.
    }
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = Insgesamt hat das { $cost } gekostet.
card-other-pixels = Das Modell hat { $width }×{ $height } Pixel statt { $ratio } geliefert.
# The names of options stay as they are in the command
card-left-out = Dieses Modell kennt die Option `{ $option }` nicht, deshalb wurde sie weggelassen.
# A style of another server, or one that was removed
card-style-missing = Den voreingestellten Stil { $style } gibt es hier nicht, deshalb wurde er weggelassen.
card-thrifty = Das Budget des Bots ist fast aufgebraucht, deshalb hat ein günstigeres Modell gemalt.
# $model is a model's id
card-gone = { $model } gibt es nicht mehr; das Nachfolgemodell hat gemalt.
card-failed-over = { $model } war nicht verfügbar, deshalb hat das Nachfolgemodell gemalt.
# $format is a kind of file, such as WEBP
card-refitted = Das Original war zu groß für hier, deshalb siehst du es als { $format } mit { $width }×{ $height } Pixeln.
card-restored = Es hat länger gedauert, weil der Bot zwischendurch neu gestartet wurde.

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = Generiertes Bild: { $prompt }
card-alt = Generiertes Bild { $number } von { $of }: { $prompt }

# The bot is being stopped
card-postponed-generated = 🔁 Der Bot geht vorerst offline. Dein Bild ist gemalt und erscheint, sobald er zurück ist.
card-postponed = 🔁 Der Bot geht vorerst offline und malt dieses Bild, sobald er zurück ist. Wenn das zu lange dauert, wird es { $when } aufgegeben; bisher sind keine Kosten entstanden.

# Tells a member who waited for long how it ended
card-ready = { $mention } dein Bild ist fertig: { $link }
card-not-generated = { $mention } dein Bild wurde nicht gemalt: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Nicht angezeigt:** Das Bild von { $mention } wurde gemalt, aber Discord hat es nicht angenommen. Es wird nicht angerechnet und kann dort neu angefordert werden, wo der Bot schreiben und Dateien anhängen darf. Referenz: { $reference }.
card-undelivered = **Nicht angezeigt:** { $mention } hat ein Bild angefordert, aber keins bekommen, und Discord hat die Antwort des Bots dazu nicht angenommen. Es wird nicht angerechnet und kann neu angefordert werden. Referenz: { $reference }.

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention } dein privates Bild ist gemalt, aber deine Direktnachrichten sind für den Bot geschlossen. Hol es dir mit { $command } oder erlaube Direktnachrichten von diesem Server; der Bot versucht es alle 15 Minuten erneut und gibt { $when } auf.
card-unreachable-over = { $mention } aus deiner privaten Anfrage ist kein Bild geworden, und deine Direktnachrichten sind für den Bot geschlossen. Sie wird nicht angerechnet. Erlaube Direktnachrichten von diesem Server und frag noch einmal an.
