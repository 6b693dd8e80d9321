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
label-picture = Qué imagen

# An example of what is written into "What to change"
placeholder-change = Que sea de noche, con lluvia en la ventana
placeholder-attached-stay = Las imágenes adjuntas se quedan con su miembro y no se incluyen.

# The first choices under "Model", "Shape" and "Size"
option-model-any = El modelo habitual
option-ratio-auto = La decide el modelo
option-size-any = El tamaño habitual del modelo
# One of the pictures in a message, counted from 1
option-picture = Imagen { $number }
