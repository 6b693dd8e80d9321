# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = Cancelar
# Requests the same image once more; the first one is there
action-again = Generar otra vez
# Requests the same image once more; the first one failed
button-retry = Reintentar
action-edit = Editar prompt
# Has the image changed by the member's words
action-remix = Hacer remix
action-larger = Mayor resolución

# A select under a card; short
placeholder-more = Más
# A text for people who cannot see the image
action-alt = Texto alternativo
# Hides the image until it is clicked, or shows it
action-spoiler = Poner o quitar spoiler
action-details = Detalles
action-copy = Copia privada por MD
action-share = Compartir en este canal
action-delete = Eliminar
action-report = Denunciar imagen

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **Repetición** de { $link }
details-parent-edit = **Edición** de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Mayor resolución** de { $link }

# Forms and answers of the actions under "More"

title-alt = Editar texto alternativo
# One image.
label-alt = Describe la imagen
# Several images, each with a text of its own.
label-alt-one = Describe la imagen { $number }
more-alt-changed = Se cambió el texto alternativo.
more-copied = La imagen se envió a tus mensajes directos.
more-copy-too-large = La imagen pesa demasiado para un mensaje directo. No se envió nada.
# Before the link to the message that the copy is of.
more-copy-from = Tu copia de { $link }
more-copy-private = Tu copia de una imagen privada
more-shared = La imagen se compartió en este canal.
more-not-shared = En este servidor, las respuestas de las aplicaciones están ocultas para los demás, así que la imagen no se puede compartir aquí.

# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = Editar prompt
title-remix = Hacer remix de esta imagen
title-larger = Mayor resolución

label-prompt = Prompt
label-model = Modelo
label-ratio = Relación de aspecto
label-size = Tamaño
label-count = Número de imágenes
# What is to be different in the new image
label-change = Qué cambiar
label-image = Qué imagen

# An example of what is written into "What to change"
placeholder-change = Que sea de noche, con lluvia en la ventana
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = Las imágenes adjuntas son de quien las envió y no se incluyen.

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = Modelo predeterminado
option-ratio-auto = La decide el modelo
option-size-any = Tamaño predeterminado del modelo
# One of the images in a message, counted from 1
option-image = Imagen { $number }
