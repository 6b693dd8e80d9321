# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = Annuler
# Asks for the same picture once more; the first one is there
action-again = Refaire
# Asks for the same picture once more; the first one failed
button-retry = Réessayer
action-edit = Modifier le prompt
# Has the picture changed by the member's words
action-remix = Remixer
action-larger = Meilleure résolution

# A select under a card; short
placeholder-more = Plus d’actions
# A text for people who cannot see the picture
action-alt = Texte alternatif
# Hides the picture until it is clicked, or shows it
action-spoiler = Activer ou désactiver le spoiler
action-details = Détails
action-copy = Copie privée par MP
action-share = Partager dans ce salon
action-delete = Supprimer

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Refaite** d’après { $link }
details-parent-edit = **Modifiée** à partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Meilleure résolution** de { $link }

# Forms and answers of the actions under "More"

title-alt = Texte alternatif de l’image
# One picture.
label-alt = Ce que montre l’image
# Several pictures, each with a text of its own.
label-alt-one = Ce que montre l’image { $number }
more-alt-changed = Le texte alternatif de l’image a été modifié.
more-copied = L’image t’a été envoyée en message privé.
more-copy-too-large = L’image est trop lourde pour un message privé. Rien n’a été envoyé.
# Before the link to the message that the copy is of.
more-copy-from = Ta copie de { $link }
more-copy-private = Ta copie d’une image privée
more-shared = L’image est maintenant visible dans ce salon.
more-not-shared = Ce serveur ne montre qu’à toi ce que tu fais avec cette application, l’image ne peut donc pas être partagée ici.

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
label-image = Quelle image

# An example of what is written into "What to change"
placeholder-change = Transforme-la en scène de nuit, avec de la pluie sur la vitre
placeholder-attached-stay = Les images jointes restent à leur membre et ne sont pas reprises.

# The first choices under "Model", "Shape" and "Size"
option-model-any = Le modèle habituel
option-ratio-auto = Le modèle décide
option-size-any = La taille habituelle du modèle
# One of the pictures in a message, counted from 1
option-image = Image { $number }
