# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = Cancelar
# Asks for the same picture once more; the first one is there
action-again = Otra vez
# Asks for the same picture once more; the first one failed
button-retry = Reintentar
action-edit = Editar prompt
# Has the picture changed by the member's words
action-remix = Remezclar
action-larger = Más resolución

# A select under a card; short
placeholder-more = Más
# A text for people who cannot see the picture
action-alt = Texto alternativo
# Hides the picture until it is clicked, or shows it
action-spoiler = Poner o quitar spoiler
action-details = Detalles
action-copy = Copia privada por MD
action-share = Compartir en este canal
action-delete = Eliminar

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Repetición** de { $link }
details-parent-edit = **Edición** de { $link }
details-parent-remix = **Remezcla** de { $link }
details-parent-larger = **Más resolución** que { $link }

# Forms and answers of the actions under "More"

title-alt = Texto para quienes no pueden verla
# One picture.
label-alt = Qué muestra la imagen
# Several pictures, each with a text of its own.
label-alt-one = Qué muestra la imagen { $number }
more-alt-changed = Se cambió el texto para quienes no pueden ver la imagen.
more-copied = La imagen se envió a tus mensajes directos.
more-copy-too-large = La imagen es demasiado grande para un mensaje directo. No se envió nada.
# Before the link to the message that the copy is of.
more-copy-from = Tu copia de { $link }
more-copy-private = Tu copia de una imagen privada
more-shared = La imagen ya se muestra en este canal.
more-not-shared = Este servidor te muestra solo a ti lo que haces con esta aplicación, así que la imagen no se puede compartir aquí.

# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Editar prompt
title-remix = Remezclar esta imagen
title-larger = Más resolución

label-prompt = Qué generar
label-model = Modelo
label-ratio = Proporción
label-size = Tamaño
label-count = Cuántas imágenes
# What is to be different in the new picture
label-change = Qué cambiar
label-image = Qué imagen

# An example of what is written into "What to change"
placeholder-change = Que sea de noche, con lluvia en la ventana
placeholder-attached-stay = Las imágenes adjuntas se quedan con su miembro y no se incluyen.

# The first choices under "Model", "Shape" and "Size"
option-model-any = El modelo habitual
option-ratio-auto = La decide el modelo
option-size-any = El tamaño habitual del modelo
# One of the pictures in a message, counted from 1
option-image = Imagen { $number }
