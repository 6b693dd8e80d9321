# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = Prompt kopieren
details-style = **Stil** { $style } mit dem Zusatz: { $adds }
details-model = **Modell** { $model }
details-ratio = **Seitenverhältnis** { $ratio }
details-size = **Größe** { $size } · { $pixels } Pixel
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
details-signed = **Signiert** von { $signer } (C2PA; Angabe der Signatur, nicht geprüft)
details-signed-unnamed = **Signiert** mit C2PA; der Name ist nicht lesbar
details-marked = Die Signatur gilt nur für die ursprüngliche Datei. In den Metadaten dieser kleineren Datei steht, dass sie mit KI erstellt wurde.
details-cost = **Kosten** { $cost }
details-time = **Gemalt in** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = Es wurde kein Bild gemalt.
details-requested = **Angefordert** von { $user }, { $when }
details-references =
    { $count ->
        [one] **Angehängt** { $count } Bild
       *[other] **Angehängt** { $count } Bilder
    }
details-generation = **Generierung** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Von woanders eingebettetes Bild
details-pixels = { $pixels } Pixel
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Gesendet von { $user }, { $when }
