# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## Tus imágenes
# $search is what the member looks for
mine-images-search = ## Tus imágenes con “{ $search }”
mine-images-none = Aquí no hay imágenes tuyas. Genera una con `/imagine`.
mine-images-none-found = Ningún prompt tuyo contiene “{ $search }”.
mine-images-end = No hay más imágenes en esta dirección.
# Written before a link to the picture's message
mine-jump = Ir a la imagen
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = privada
mine-mark-deleted = mensaje eliminado
# Several pictures by one command
mine-count = { $count ->
        [one] { $count } imagen
       *[other] { $count } imágenes
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = Otra vez, con botones: { $command }

# Buttons of the list; short
button-older = Más antiguas
button-newer = Más recientes

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = Pedida el { $when } · [ir a la imagen]({ $link })
mine-shown-no-link = Pedida el { $when }
mine-shown-private = La imagen era privada, y Discord no deja que nadie la recupere.
mine-shown-deleted = El mensaje con la imagen se eliminó, así que solo quedan las palabras.
mine-shown-unreachable = La imagen no se puede recuperar de su canal ahora mismo.
mine-shown-too-large = La imagen es demasiado grande para mostrarla aquí.
mine-failed = ❌ No salió ninguna imagen (solicitud del { $when }).
mine-failed-prompt = ❌ El proveedor rechazó este prompt, así que no salió ninguna imagen (solicitud del { $when }).
mine-cancelled = ❌ Esta imagen se canceló (solicitud del { $when }).
mine-under-way = ⏳ Esta imagen aún no está lista.
mine-generated = ⏳ Esta imagen está generada; el bot sigue intentando mostrarla.

# /my defaults, what holds where /imagine does not say
mine-defaults = ## Tus valores predeterminados
mine-defaults-none = No tienes valores predeterminados: lo que no indicas en `/imagine` lo decide el bot.
mine-defaults-model = Modelo: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modelo: { $model }, que ya no existe; lo elige el bot
mine-defaults-ratio = Proporción: **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = Tamaño: **{ $size }**
mine-defaults-style = Estilo: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Estilo: { $style }, que no existe aquí; no se añade ninguno
mine-defaults-private = Visibles: **solo para ti**
mine-defaults-public = Visibles: **para todo el mundo**
mine-defaults-hint = Se aplican cuando no indicas otra cosa en `/imagine` y el modelo tiene esa opción. `clear` los quita.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **De este servidor**
styles-everywhere = **En todas partes**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
