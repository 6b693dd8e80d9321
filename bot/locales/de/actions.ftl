# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = Abbrechen
# Asks for the same picture once more; the first one is there
action-again = Noch einmal
# Asks for the same picture once more; the first one failed
button-retry = Erneut versuchen
action-edit = Prompt bearbeiten
# Has the picture changed by the member's words
action-remix = Remixen
action-larger = Höhere Auflösung

# A select under a card; short
placeholder-more = Mehr
# A text for people who cannot see the picture
action-alt = Alt-Text
# Hides the picture until it is clicked, or shows it
action-spoiler = Spoiler an/aus
action-details = Details
action-copy = Private Kopie per Direktnachricht
action-share = In diesem Kanal teilen
action-delete = Löschen

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Noch einmal** nach { $link }
details-parent-edit = **Bearbeitet** aus { $link }
details-parent-remix = **Remix** von { $link }
details-parent-larger = **Höhere Auflösung** von { $link }

# Forms and answers of the actions under "More"

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

# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Prompt bearbeiten
title-remix = Dieses Bild remixen
title-larger = Höhere Auflösung

label-prompt = Was gemalt werden soll
label-model = Modell
label-ratio = Seitenverhältnis
label-size = Größe
label-count = Wie viele Bilder
# What is to be different in the new picture
label-change = Was sich ändern soll
label-image = Welches Bild

# An example of what is written into "What to change"
placeholder-change = Mach Nacht daraus, mit Regen am Fenster
placeholder-attached-stay = Die angehängten Bilder bleiben bei ihrem Mitglied und gehen nicht mit.

# The first choices under "Model", "Shape" and "Size"
option-model-any = Das übliche Modell
option-ratio-auto = Das Modell entscheidet
option-size-any = Die übliche Größe des Modells
# One of the pictures in a message, counted from 1
option-image = Bild { $number }
