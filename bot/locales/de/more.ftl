# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = Prompt kopieren
details-style = **Stil** { $style }, ergänzt: { $adds }
details-model = **Modell** { $model }
details-ratio = **Seitenverhältnis** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = auto
details-size = **Größe** { $size } ({ $pixels } px)
# In place of a size, where none was chosen
details-size-default = Standard
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **Signiert** von { $signer } (C2PA; laut Signatur, nicht geprüft)
details-signed-unnamed = **Signiert** mit C2PA; der Name in der Signatur ist nicht lesbar
# Where the file was too large and is shown smaller.
details-marked = Die Signatur gilt nur für die Originaldatei. In den Metadaten dieser kleineren Datei steht, dass sie mit KI erstellt wurde.
details-cost = **Kosten** { $cost }
details-time = **Erstellt in** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = Es wurde kein Bild erstellt.
details-requested = **Anfrage von** { $user }, { $when }
details-references =
    { $count ->
        [one] **Angehängt** { $count } Bild
       *[other] **Angehängt** { $count } Bilder
    }
details-generation = **OpenRouter-ID** { $generation }
details-id = **Bild-ID** { $id } (für `/show`)

# An image that is not the bot's.

details-embedded = Eingebettetes Bild
details-pixels = { $pixels } Pixel
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Gesendet von { $user }, { $when }
