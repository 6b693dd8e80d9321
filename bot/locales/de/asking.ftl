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
label-picture = Welches Bild

# An example of what is written into "What to change"
placeholder-change = Mach Nacht daraus, mit Regen am Fenster
placeholder-attached-stay = Die angehängten Bilder bleiben bei ihrem Mitglied und gehen nicht mit.

# The first choices under "Model", "Shape" and "Size"
option-model-any = Das übliche Modell
option-ratio-auto = Das Modell entscheidet
option-size-any = Die übliche Größe des Modells
# One of the pictures in a message, counted from 1
option-picture = Bild { $number }
