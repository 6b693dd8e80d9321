# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## Tus imágenes
# $search is what the member looks for
mine-images-search = ## Tus imágenes con “{ $search }”
mine-images-none = Todavía no tienes imágenes aquí. Genera una con `/imagine`.
mine-images-none-found = Ninguno de tus prompts contiene “{ $search }”.
mine-images-end = No hay más imágenes.
# Written before a link to the image's message
mine-jump = Ir a la imagen
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = privada
mine-mark-deleted = mensaje eliminado
# Several images by one command
mine-count = { $count ->
        [one] { $count } imagen
       *[other] { $count } imágenes
    }
# $command is `/show id:123`, which shows the image once more
mine-show-hint = Mostrar otra vez: { $command }

# Buttons of the list; short
button-older = Más antiguas
button-newer = Más recientes

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = Generada: { $when } · [ir a la imagen]({ $link })
mine-shown-no-link = Generada: { $when }
mine-shown-private = La imagen era privada, así que Discord no permite que el bot la recupere.
mine-shown-deleted = El mensaje con la imagen se eliminó, así que solo queda el texto.
mine-shown-unreachable = La imagen no se puede recuperar de su canal ahora mismo.
mine-shown-too-large = La imagen pesa demasiado para mostrarla aquí.
mine-failed = ❌ No se generó ninguna imagen (solicitud enviada: { $when }).
mine-failed-prompt = ❌ El proveedor rechazó este prompt, así que no se generó ninguna imagen (solicitud enviada: { $when }).
mine-cancelled = ❌ Esta solicitud se canceló (enviada: { $when }).
mine-under-way = ⏳ Esta imagen aún no está lista.
mine-generated = ⏳ Esta imagen ya está generada; el bot sigue intentando entregarla.

# /my defaults, used where /imagine does not set an option
mine-defaults = ## Tus valores predeterminados
mine-defaults-none = No tienes valores predeterminados. El bot elige las opciones que no indicas en `/imagine`.
mine-defaults-model = Modelo: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modelo: { $model } (ya no está disponible; lo elige el bot)
mine-defaults-ratio = Relación de aspecto: **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = Tamaño: **{ $size }**
mine-defaults-style = Estilo: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Estilo: { $style } (no disponible aquí; no se añade ningún estilo)
mine-defaults-private = Imágenes visibles: **solo para ti**
mine-defaults-public = Imágenes visibles: **para todo el mundo**
mine-defaults-hint = Se aplican cuando no indicas la opción en `/imagine` y el modelo la admite. `clear` los quita.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **En este servidor**
styles-everywhere = **En todas partes**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
