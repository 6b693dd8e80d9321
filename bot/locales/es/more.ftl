# What can be done with a finished picture, under "More".

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

# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = Copiar prompt
details-style = **Estilo** { $style }, que añadió: { $adds }
details-model = **Modelo** { $model }
details-ratio = **Proporción** { $ratio }
details-size = **Tamaño** { $size } · { $pixels } píxeles
details-seed =
    { $count ->
        [one] **Semilla** { $seeds }
       *[other] **Semillas** { $seeds }
    }
details-signed = **Firma** de { $signer } (C2PA; nombre indicado en la firma, sin verificar)
details-signed-unnamed = **Firma** C2PA con un nombre ilegible
details-marked = La firma solo vale para el archivo original. Los metadatos de este archivo reducido indican que se generó con IA.
details-cost = **Precio** { $cost }
details-time = **Tiempo de generación** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-unpainted = No se generó ninguna imagen.
details-asked = **Solicitud** de { $user }, { $when }
details-references =
    { $count ->
        [one] **Adjunta** { $count } imagen
       *[other] **Adjuntas** { $count } imágenes
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Repetición** de { $link }
details-parent-edit = **Edición** de { $link }
details-parent-remix = **Remezcla** de { $link }
details-parent-larger = **Más resolución** que { $link }
details-generation = **Generación** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Una imagen mostrada desde otro sitio
details-pixels = { $pixels } píxeles
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Mensaje de { $user }, { $when }
