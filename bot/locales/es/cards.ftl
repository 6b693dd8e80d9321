# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ La siguiente en la cola · lista { $when }
# $position is 2 or more
card-waiting = ⏳ Puesto { $position } en la cola · lista { $when }
card-generating = 🎨 Generando con **{ $model }** · empezó { $when }
# Below it, above the button that cancels
card-cancel-counts = La solicitud ya se envió al modelo, así que cuenta para tu límite aunque canceles ahora.
card-fitting = 📦 Generada; reduciendo el tamaño del archivo para subirla aquí · empezó { $when }

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = relación de aspecto auto
card-style = estilo { $style }
# $seed is a number that reproduces the image
card-seed = semilla { $seed }
# Of the images that a member may have on one day
card-left = hoy { $left ->
        [one] queda
       *[other] quedan
    } { $left } de { $of ->
        [one] { $of } imagen
       *[other] { $of } imágenes
    }

# Notes under an image
# Some of several images are missing, and do not count
card-missing = Imágenes obtenidas: { $came } de { $asked }. { $missing ->
        [one] La que falta no cuenta para tu límite.
       *[other] Las que faltan no cuentan para tu límite.
    }
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = Imágenes obtenidas: { $came } de { $asked }. { $counted ->
        [one] Otra ya se había solicitado al modelo cuando cancelaste, así que cuenta para tu límite.
       *[other] Otras { $counted } ya se habían solicitado al modelo cuando cancelaste, así que cuentan para tu límite.
    }
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = Total cobrado: { $cost }.
card-other-pixels = El modelo devolvió { $width }×{ $height } píxeles en lugar de { $ratio }.
# The names of options stay as they are in the command
card-left-out = Este modelo no admite `{ $option }`, así que se ignoró.
# A style of another server, or one that was removed
card-style-missing = Tu estilo predeterminado { $style } no está disponible aquí, así que se ignoró.
card-thrifty = El presupuesto del bot está casi agotado, así que se usó un modelo más barato.
# $model is a model's id
card-gone = { $model } ya no está disponible, así que se usó su sucesor.
card-failed-over = { $model } no estaba disponible, así que se usó su sucesor.
# $format is a kind of file, such as WEBP
card-refitted = El original pesaba demasiado para subirlo aquí; esta es una versión { $format } de { $width }×{ $height } píxeles.
card-restored = Tardó más porque el bot se reinició.

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = Imagen generada: { $prompt }
card-alt = Imagen generada { $number } de { $of }: { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention }: { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 El bot se está reiniciando. Tu imagen ya está lista y se entregará después.
card-postponed = 🔁 El bot se está reiniciando y generará tu imagen después. Si no vuelve a tiempo, la solicitud caducará { $when }. No se cobró nada.

# Tells a member who waited for long how it ended
card-ready = { $mention }, tu imagen está lista: { $link }
card-not-generated = { $mention }, no se pudo generar tu imagen: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Sin entregar:** la imagen para { $mention } se generó, pero Discord no la aceptó. No cuenta para su límite. Puede intentarlo de nuevo en un canal donde el bot pueda enviar mensajes y adjuntar archivos. Referencia: { $reference }.
card-undelivered = **Sin entregar:** no se pudo generar la imagen para { $mention }, y Discord no aceptó la respuesta del bot. No cuenta para su límite. Puede intentarlo de nuevo. Referencia: { $reference }.

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention }, tu imagen privada está lista, pero el bot no puede enviarte mensajes directos. Obtenla con { $command } o permite los mensajes directos de este servidor. El bot lo intenta de nuevo cada 15 minutos y dejará de hacerlo { $when }.
card-unreachable-over = { $mention }, tu solicitud privada terminó sin imagen, y el bot no puede enviarte mensajes directos. No cuenta para tu límite. Permite los mensajes directos de este servidor e inténtalo de nuevo.
