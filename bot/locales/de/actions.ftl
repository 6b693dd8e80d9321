# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = Abbrechen
# Requests the same image once more; the first one is there
action-again = Neu erstellen
# Requests the same image once more; the first one failed
button-retry = Erneut versuchen
action-edit = Prompt bearbeiten
# Has the image changed by the member's words
action-remix = Remixen
action-larger = Höhere Auflösung

# A select under a card; short
placeholder-more = Mehr
# A text for people who cannot see the image
action-alt = Alt-Text
# Hides the image until it is clicked, or shows it
action-spoiler = Spoiler an/aus
action-details = Details
action-copy = Private Kopie per Direktnachricht
action-share = In diesem Kanal teilen
action-delete = Löschen
action-report = Bild melden

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **Wiederholung** von { $link }
details-parent-edit = **Bearbeitung** von { $link }
details-parent-remix = **Remix** von { $link }
details-parent-larger = **Höhere Auflösung** von { $link }

# Forms and answers of the actions under "More"

title-alt = Alt-Text bearbeiten
# One image.
label-alt = Beschreibe das Bild
# Several images, each with a text of its own.
label-alt-one = Beschreibe Bild { $number }
more-alt-changed = Der Alt-Text wurde geändert.
more-copied = Das Bild wurde dir als Direktnachricht gesendet.
more-copy-too-large = Die Datei ist zu groß für eine Direktnachricht. Es wurde nichts gesendet.
# Before the link to the message that the copy is of.
more-copy-from = Deine Kopie von { $link }
more-copy-private = Deine Kopie eines privaten Bildes
more-shared = Das Bild wurde in diesem Kanal geteilt.
more-not-shared = Auf diesem Server sind Antworten von Apps nur für dich sichtbar, deshalb kann das Bild hier nicht geteilt werden.

# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = Prompt bearbeiten
title-remix = Dieses Bild remixen
title-larger = Höhere Auflösung

label-prompt = Prompt
label-model = Modell
label-ratio = Seitenverhältnis
label-size = Größe
label-count = Anzahl der Bilder
# What is to be different in the new image
label-change = Was geändert werden soll
label-image = Welches Bild

# An example of what is written into "What to change"
placeholder-change = Bei Nacht, mit Regen am Fenster
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = Angehängte Bilder werden nicht übernommen.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Standardmodell
option-ratio-auto = Das Modell entscheidet
option-size-any = Standardgröße des Modells
# One of the images in a message, counted from 1
option-image = Bild { $number }
