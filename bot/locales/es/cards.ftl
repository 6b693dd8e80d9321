# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ La siguiente en la cola · lista { $when }
# $position is 2 or more
card-waiting = ⏳ Número { $position } en la cola · lista { $when }
card-generating = 🎨 Generando con **{ $model }** · empezó { $when }
# Below it, above the button that cancels
card-cancel-counts = La solicitud ya se envió, así que te cuenta aunque la canceles ahora.
card-fitting = 📦 Generada; reduciéndola para que quepa aquí · empezó { $when }

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = proporción automática
card-style = estilo { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = semilla { $seed }
# Of the pictures that a member may have on one day
card-left = hoy { $left ->
        [one] queda
       *[other] quedan
    } { $left } de { $of }

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $came ->
        [one] Llegó
       *[other] Llegaron
    } { $came } de { $asked } imágenes. { $missing ->
        [one] La que falta no te cuenta.
       *[other] Las que faltan no te cuentan.
    }
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $came ->
        [one] Llegó
       *[other] Llegaron
    } { $came } de { $asked } imágenes. { $counted ->
        [one] Otra ya se había pedido cuando cancelaste y te cuenta.
       *[other] Otras { $counted } ya se habían pedido cuando cancelaste y te cuentan.
    }
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = En total se cobraron { $cost }.
card-other-pixels = El modelo respondió con { $width }×{ $height } píxeles en lugar de { $ratio }.
# The names of options stay as they are in the command
card-left-out = Este modelo no tiene la opción `{ $option }`, así que se omitió.
# A style of another server, or one that was removed
card-style-missing = El estilo predeterminado { $style } no existe aquí, así que se omitió.
card-thrifty = El presupuesto del bot está casi agotado, así que se usó un modelo más barato.
# $model is a model's id
card-gone = { $model } ya no existe; se usó su sucesor.
card-failed-over = { $model } no estaba disponible, así que se usó su sucesor.
# $format is a kind of file, such as WEBP
card-refitted = El original era demasiado grande para este lugar; esta es una versión { $format } de { $width }×{ $height } píxeles.
card-restored = Tardó más porque el bot se reinició entretanto.

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = Imagen generada: { $prompt }
card-alt = Imagen generada { $number } de { $of }: { $prompt }

# The bot is being stopped
card-postponed-generated = 🔁 El bot se detiene por ahora. Tu imagen ya está generada y se mostrará cuando el bot vuelva.
card-postponed = 🔁 El bot se detiene por ahora y generará esta imagen cuando vuelva. Si tarda demasiado, se abandonará { $when }; hasta ahora no se ha cobrado nada.

# Tells a member who waited for long how it ended
card-ready = { $mention } tu imagen está lista: { $link }
card-not-generated = { $mention } tu imagen no se generó: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Sin mostrar:** la imagen de { $mention } se generó, pero Discord no la aceptó. No cuenta para su límite de imágenes; puede volver a pedirla donde el bot pueda escribir y adjuntar archivos. Su referencia es { $reference }.
card-undelivered = **Sin mostrar:** { $mention } pidió una imagen, no llegó ninguna y Discord no aceptó la respuesta del bot al respecto. No cuenta para su límite de imágenes; puede volver a pedirla. Su referencia es { $reference }.

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention } tu imagen privada está generada, pero tus mensajes directos están cerrados para el bot. Recógela con { $command } o permite los mensajes directos de este servidor; el bot lo intenta de nuevo cada 15 minutos y lo dejará { $when }.
card-unreachable-over = { $mention } lo que pediste en privado terminó sin imagen, y tus mensajes directos están cerrados para el bot. No cuenta para tu límite de imágenes. Permite los mensajes directos de este servidor y vuelve a pedirla.
