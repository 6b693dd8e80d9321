# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Modifier le prompt
title-remix = Remixer cette image
title-larger = Meilleure résolution

label-prompt = Image à générer
label-model = Modèle
label-ratio = Ratio
label-size = Taille
label-count = Nombre d’images
# What is to be different in the new picture
label-change = Ce qu’il faut changer
label-picture = Quelle image

# An example of what is written into "What to change"
placeholder-change = Transforme-la en scène de nuit, avec de la pluie sur la vitre
placeholder-attached-stay = Les images jointes restent à leur membre et ne sont pas reprises.

# The first choices under "Model", "Shape" and "Size"
option-model-any = Le modèle habituel
option-ratio-auto = Le modèle décide
option-size-any = La taille habituelle du modèle
# One of the pictures in a message, counted from 1
option-picture = Image { $number }
