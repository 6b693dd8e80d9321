# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = No se cobró nada.
error-charge-possible = Es posible que OpenRouter haya cobrado el intento.
error-charge-made = OpenRouter cobró el intento.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = No te cuenta: se devolvieron la imagen y el tiempo de espera.
# In its place, where the member cancelled what was sent already
error-still-counts = { $images ->
        [one] La solicitud ya se había enviado, así que la imagen y el tiempo de espera te cuentan.
       *[other] Ya se habían pedido { $images } imágenes, así que te cuentan, igual que el tiempo de espera.
    } Se te devuelven en cuanto sea seguro que no se cobró nada.

# Options and attached pictures
error-option-refused-prompt = El prompt necesita entre 1 y { $most } caracteres visibles. No se cobró nada; escríbelo de nuevo.
error-this-model = Este modelo
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] no admite imágenes adjuntas
        [one] admite como máximo { $most } imagen adjunta
       *[other] admite como máximo { $most } imágenes adjuntas
    }. No se cobró nada; elige otro modelo o { $most ->
        [0] no adjuntes ninguna
       *[other] adjunta menos
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } no admite { $given } como `{ $option }`. No se cobró nada; admite { $accepted }.
error-option-refused-nothing = { $model } no admite { $given } como `{ $option }`. No se cobró nada; omite la opción o elige otro modelo.
error-option-out-of-range = `{ $option }` admite un número de { $least } a { $most }. No se cobró nada; elige uno de ellos.
error-option-out-of-range-length = `{ $option }` admite de { $least } a { $most } caracteres. No se cobró nada; escríbelo de nuevo.
error-reference-refused-too-large = La imagen adjunta ocupa más de { $megabytes } MB. No se cobró nada; adjunta otra.
error-reference-refused-too-many-pixels = La imagen adjunta tiene más de { $megapixels } megapíxeles. No se cobró nada; adjunta otra.
error-reference-refused-not-a-picture = El archivo adjunto no es una imagen PNG, JPEG, WebP ni GIF. No se cobró nada; adjunta otro.
error-reference-refused-unavailable = Discord no entregó la imagen adjunta. No se cobró nada; adjunta otra.
error-reference-refused-gone = La imagen que se adjuntó ya no se guarda. No se cobró nada; usa el comando y adjúntala de nuevo.
error-reference-refused-too-many = El bot guarda como máximo { $most } imágenes adjuntas por miembro en una hora. No se cobró nada; inténtalo de nuevo dentro de una hora.
error-reference-refused-no-room = El bot no puede guardar más imágenes adjuntas por ahora. No se cobró nada; inténtalo de nuevo dentro de una hora.
error-reference-refused-not-decoded = Leer la imagen adjunta requiere más memoria o tiempo del que tiene el bot. No se cobró nada; adjunta una más pequeña.
error-model-unknown-none = Ninguno de los modelos del bot puede generar imágenes ahora. No se cobró nada; indica otro con la opción `model` o avisa al dueño del bot.
error-model-unknown = No existe el modelo { $model }, o ya no está disponible. No se cobró nada; elige uno de la lista que aparece al escribir.
error-style-unknown = Aquí no existe el estilo { $style }. No se cobró nada; elige uno de la lista que aparece al escribir.

# Where and when pictures are taken
error-outside-servers = El dueño del bot solo permite imágenes en los servidores donde está el bot. No se cobró nada; pídelas en uno de ellos.
error-servers-only = Eso solo existe en los servidores donde está el bot. No se cobró nada; úsalo en uno de ellos.
error-channel-unknown = Discord no le indica al bot si este canal tiene restricción de edad ni en qué categoría está, y las reglas de este servidor dependen de eso. No se cobró nada; inténtalo de nuevo en un minuto, usa otro canal o pide a la moderación que le dé al bot el permiso *Ver canal* aquí.
error-duplicate-event = Discord envió este comando dos veces, y el primero ya se está atendiendo. Por el segundo no se cobró nada.
error-intake-closed-stopping = El bot se está reiniciando y no acepta imágenes nuevas. No se cobró nada; inténtalo de nuevo en un minuto.
error-intake-closed-key-rejected = OpenRouter no acepta la clave del bot, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que poner una clave válida.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter no acepta la clave del bot, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que poner una clave válida, y el próximo intento será { $when }.
error-intake-closed-out-of-credit = Al bot no le queda crédito en OpenRouter, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que añadir crédito.
error-intake-closed-out-of-credit-until = Al bot no le queda crédito en OpenRouter, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que añadir crédito, y el próximo intento será { $when }.
error-intake-closed-account-blocked = La cuenta del bot en OpenRouter está bloqueada, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que contactar con OpenRouter.
error-intake-closed-account-blocked-until = La cuenta del bot en OpenRouter está bloqueada, así que no se pueden generar imágenes. No se cobró nada; el dueño del bot tiene que contactar con OpenRouter, y el próximo intento será { $when }.
error-answer-lost = Discord no aceptó la respuesta del bot. No se cobró nada; inténtalo de nuevo.
error-missing-permission = Aquí no tienes permiso para hacer eso. No se cobró nada; consulta a un moderador.
error-outdated = El bot ya no conoce este comando o botón. No se cobró nada; escribe / para ver los comandos que tiene ahora.

# The line, and models that failed again and again
error-provider-on-hold-all = OpenRouter falló una y otra vez, así que se le da un descanso; el próximo intento será { $when }. No se cobró nada; vuelve a intentarlo entonces.
error-provider-on-hold-model = { $model } falló una y otra vez, así que se le da un descanso; el próximo intento será { $when }. No se cobró nada; vuelve a intentarlo entonces o elige otro modelo.
error-queue-full-member = Ya tienes en la cola tantas imágenes como puede tener un miembro. No se cobró nada; vuelve a intentarlo { $when }.
error-queue-full-server = Este servidor ya tiene en la cola tantas imágenes como puede tener un servidor. No se cobró nada; vuelve a intentarlo { $when }.
error-queue-full-all = En la cola ya hay tantas imágenes como el bot puede aceptar. No se cobró nada; vuelve a intentarlo { $when }.
error-wait-too-long = La cola es tan larga que lo más probable es que tu imagen no se genere a tiempo. No se cobró nada; vuelve a intentarlo { $when }.

# Buttons and menus
error-cancel-refused-delivering = Ya es tarde para cancelar: la imagen está generada y cobrada, y llegará en cuanto Discord la acepte.
error-cancel-refused-ended = Ya no hay nada que cancelar. No se cobró nada más; pide otra imagen.
error-cancel-refused-elsewhere = Otro proceso del bot se ocupa de esta imagen, así que no se puede cancelar aquí. No se cobró nada más; inténtalo de nuevo en un minuto.
error-not-owner-author = Esto es solo para quien pidió la imagen. No se cobró nada; pide una imagen propia.
error-not-owner-moderators = Esto es solo para quien pidió la imagen y para los moderadores. No se cambió ni se cobró nada; pide una imagen propia o espera a que termine esta.
error-not-owner-nobody = Esto está desactivado en este servidor. No se cambió ni se cobró nada; consulta a un moderador.
error-not-owner-everybody = Aquí esto no es para ti. No se cambió ni se cobró nada; consulta a un moderador.
error-job-forgotten = El bot no conoce esa imagen: es demasiado antigua, se eliminó o nunca existió. No se cobró nada; pídela de nuevo con el comando.
error-image-gone = En este mensaje no hay ninguna imagen que el bot pueda usar. No se cobró nada; elige otro mensaje o pídela con el comando.
error-others-forbidden = En este servidor solo se pueden remezclar las imágenes del propio bot. No se cobró nada; elige una de ellas o consulta a un moderador.
error-nothing-larger = El modelo no tiene ningún tamaño mayor que el de esta imagen. No se cobró nada; elige otro modelo con el comando.
error-copy-refused = Discord no dejó que el bot te enviara un mensaje directo. No se cobró nada; permite los mensajes directos de los miembros de este servidor e inténtalo de nuevo.
error-change-refused = Discord no aceptó el cambio de este mensaje. No se cambió ni se cobró nada; inténtalo de nuevo en un minuto.

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = El modelo rechazó este prompt, seguramente por su política de contenido. { $charge } Edita el prompt e inténtalo de nuevo con otras palabras.
error-perhaps-rejected = No se generó ninguna imagen. Puede que el modelo haya rechazado este prompt o que no funcione ahora mismo. { $charge } Cambia el prompt o inténtalo de nuevo más tarde.
error-provider-busy = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo en un minuto o elige otro modelo.
error-provider-busy-until = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo { $when } o elige otro modelo.
error-provider-busy-seconds = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo en { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    } o elige otro modelo.
error-provider-down = El proveedor del modelo no funciona ahora mismo. { $charge } Inténtalo de nuevo más tarde o elige otro modelo.
error-key-rejected = OpenRouter no acepta la clave. { $charge } El dueño del bot tiene que poner una clave válida.
error-account-blocked = La cuenta del bot está bloqueada en OpenRouter o por el proveedor del modelo. { $charge } Tu prompt no tiene nada que ver; elige otro modelo o avisa al dueño del bot.
error-out-of-credit = No hay crédito suficiente en OpenRouter para esta imagen. { $charge } El dueño del bot tiene que añadir crédito; hasta entonces no se aceptan imágenes.
error-model-gone = Ya nadie ofrece { $model }. { $charge } Elige otro modelo.
error-model-gone-unnamed = Ya nadie ofrece este modelo. { $charge } Elige otro modelo.
error-provider-forbids = OpenRouter no permite esta solicitud para esta cuenta o región. { $charge } Elige otro modelo o avisa al dueño del bot.
error-request-rejected = OpenRouter no aceptó la solicitud tal como se envió. { $charge } Prueba otras opciones; adjuntar una imagen más pequeña puede ayudar.
error-generation-timed-out = La imagen tardó demasiado y se abandonó. { $charge } Inténtalo de nuevo o elige un modelo más rápido.
error-bad-answer = La respuesta del modelo no contenía ninguna imagen utilizable. { $charge } Inténtalo de nuevo o elige otro modelo.
error-generation-failed = No se pudo generar la imagen. { $charge } Inténtalo de nuevo más tarde.

# Painted, but not shown
error-too-large-for-discord = La imagen se generó, pero es demasiado grande para este lugar. { $charge } Pide un tamaño menor.
error-discord-unavailable = La imagen se generó, pero Discord no la aceptó. { $charge } Inténtalo de nuevo más tarde.
error-nowhere-to-deliver = La imagen se generó, pero ya no había dónde mostrarla. { $charge } Vuelve a pedirla.
error-delivery-given-up = El bot se detuvo una y otra vez mientras preparaba esta imagen, así que se abandonó. { $charge } Vuelve a pedirla, si puedes en un tamaño menor.
error-delivery-failed = La imagen se generó, pero no se pudo mostrar. { $charge } Inténtalo de nuevo.

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = cancelaste esta imagen. { $charge } Si fue un error, vuelve a pedirla.
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } canceló esta imagen. { $charge } Si fue un error, vuelve a pedirla.
error-charge-whole-or-free = OpenRouter no cobra una solicitud interrumpida, a menos que acabara de completarse.
error-interrupted = El bot se detuvo antes de que la imagen llegara. { $charge } Inténtalo de nuevo en un minuto.
error-lost-in-restart = El bot se reinició mientras se generaba, y la imagen se perdió. { $charge } Vuelve a pedirla; el bot no lo hace por su cuenta, porque podría cobrarse dos veces.
error-spool-failed = El disco del bot no aceptó la imagen, así que no se pudo guardar. { $charge } Avisa al dueño del bot.
error-unexpected = Algo salió mal (referencia { $reference }). Si había una imagen en camino, es posible que OpenRouter la haya cobrado. Inténtalo de nuevo; si se repite, dale la referencia al dueño del bot.

# The database; every one ends in what to do.
error-storage-failed-busy = La base de datos del bot está saturada ahora mismo, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; inténtalo de nuevo en un minuto.
error-storage-failed-damaged = La base de datos del bot está dañada, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; avisa al dueño del bot.
error-storage-failed-read-only = No se puede escribir en la base de datos del bot, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; avisa al dueño del bot.
error-storage-failed-full = La base de datos del bot se quedó sin espacio, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; avisa al dueño del bot.
error-storage-failed-unreachable = No se puede acceder a la base de datos del bot, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; inténtalo de nuevo en un minuto.
error-storage-failed-newer = La base de datos del bot pertenece a una versión más nueva, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; avisa al dueño del bot.
error-storage-failed-other = La base de datos del bot no funciona, y sin ella no se puede contabilizar ninguna imagen. No se cobró nada; inténtalo de nuevo más tarde o avisa al dueño del bot.
