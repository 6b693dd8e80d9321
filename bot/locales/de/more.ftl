# What can be done with a finished picture, under "More".

title-alt = Alt-Text für alle, die es nicht sehen können
# One picture.
label-alt = Was auf dem Bild zu sehen ist
# Several pictures, each with a text of its own.
label-alt-one = Was auf Bild { $number } zu sehen ist
more-alt-changed = Der Alt-Text für alle, die das Bild nicht sehen können, ist geändert.
more-copied = Das Bild wurde dir als Direktnachricht geschickt.
more-copy-too-large = Das Bild ist zu groß für eine Direktnachricht. Es wurde nichts geschickt.
# Before the link to the message that the copy is of.
more-copy-from = Deine Kopie von { $link }
more-copy-private = Deine Kopie eines privaten Bildes
more-shared = Das Bild ist jetzt in diesem Kanal zu sehen.
more-not-shared = Auf diesem Server siehst nur du, was du mit dieser App machst, deshalb kann das Bild hier nicht geteilt werden.

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
details-unpainted = Es wurde kein Bild gemalt.
details-asked = **Angefordert** von { $user }, { $when }
details-references =
    { $count ->
        [one] **Angehängt** { $count } Bild
       *[other] **Angehängt** { $count } Bilder
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Noch einmal** nach { $link }
details-parent-edit = **Bearbeitet** aus { $link }
details-parent-remix = **Remix** von { $link }
details-parent-larger = **Höhere Auflösung** von { $link }
details-generation = **Generierung** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Von woanders eingebettetes Bild
details-pixels = { $pixels } Pixel
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Gesendet von { $user }, { $when }
