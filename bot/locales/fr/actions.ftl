# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = Annuler
# Requests the same image once more; the first one is there
action-again = Régénérer
# Requests the same image once more; the first one failed
button-retry = Réessayer
action-edit = Modifier le prompt
# Has the image changed by the member's words
action-remix = Remixer
action-larger = Résolution supérieure

# A select under a card; short
placeholder-more = Plus d’actions
# A text for people who cannot see the image
action-alt = Texte alternatif
# Hides the image until it is clicked, or shows it
action-spoiler = Activer ou désactiver le spoiler
action-details = Détails
action-copy = Copie privée par MP
action-share = Partager dans ce salon
action-delete = Supprimer
action-report = Signaler l’image

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **Régénération** de { $link }
details-parent-edit = **Prompt modifié** à partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Résolution supérieure** à partir de { $link }

# Forms and answers of the actions under "More"

title-alt = Modifier le texte alternatif
# One image.
label-alt = Décris l’image
# Several images, each with a text of its own.
label-alt-one = Décris l’image { $number }
more-alt-changed = Le texte alternatif a été modifié.
more-copied = L’image t’a été envoyée en message privé.
more-copy-too-large = L’image est trop lourde pour un message privé. Rien n’a été envoyé.
# Before the link to the message that the copy is of.
more-copy-from = Ta copie de { $link }
more-copy-private = Ta copie d’une image privée
more-shared = L’image a été partagée dans ce salon.
more-not-shared = Ce serveur masque aux autres les réponses des applications : l’image ne peut donc pas être partagée ici.

# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = Modifier le prompt
title-remix = Remixer cette image
title-larger = Résolution supérieure

label-prompt = Prompt
label-model = Modèle
label-ratio = Ratio
label-size = Taille
label-count = Nombre d’images
# What is to be different in the new image
label-change = Ce qu’il faut changer
label-image = Quelle image

# An example of what is written into "What to change"
placeholder-change = Fais-en une scène de nuit, avec de la pluie sur la vitre
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = Les images jointes par un autre membre ne sont pas reprises.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Modèle par défaut
option-ratio-auto = Le modèle décide
option-size-any = Valeur par défaut du modèle
# One of the images in a message, counted from 1
option-image = Image { $number }
