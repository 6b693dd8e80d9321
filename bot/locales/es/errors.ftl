# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first } { $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = No se cobró nada.
error-charge-possible = Es posible que OpenRouter haya cobrado esta solicitud.
error-charge-made = OpenRouter cobró esta solicitud.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = No cuenta para tus límites y se anuló la espera.
# In its place, where the member canceled what was sent already
error-still-counts = { $images ->
        [one] La solicitud ya se había enviado al modelo, así que la imagen cuenta para tu límite y el tiempo de espera sigue activo.
       *[other] Ya se habían solicitado al modelo { $images } imágenes, así que cuentan para tu límite y el tiempo de espera sigue activo.
    } Si se confirma que no se cobró nada, se devolverá el cupo y se anulará la espera.

# Options and attached images
error-option-refused-prompt = El prompt debe tener entre 1 y { $most } caracteres visibles. Acórtalo o escríbelo de otra forma.
error-this-model = Este modelo
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] no admite imágenes adjuntas
        [one] admite como máximo { $most } imagen adjunta
       *[other] admite como máximo { $most } imágenes adjuntas
    }. Elige otro modelo o { $most ->
        [0] inténtalo de nuevo sin imágenes adjuntas
       *[other] adjunta menos
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } no admite { $given } en `{ $option }`. Valores admitidos: { $accepted }.
error-option-refused-nothing = { $model } no admite { $given } en `{ $option }`. Omite la opción o elige otro modelo.
error-option-out-of-range = `{ $option }` debe ser un número del { $least } al { $most }. Elige otro número.
error-option-out-of-range-length = `{ $option }` debe tener entre { $least } y { $most } caracteres. Acorta el texto o escríbelo de otra forma.
error-reference-refused-too-large = La imagen adjunta pesa más de { $megabytes } MB. Adjunta una que pese menos.
error-reference-refused-too-many-pixels = La imagen adjunta tiene más de { $megapixels } megapíxeles. Adjunta una más pequeña.
error-reference-refused-not-a-picture = El archivo adjunto no es una imagen PNG, JPEG, WebP ni GIF. Adjunta otro.
error-reference-refused-unavailable = El bot no pudo obtener de Discord la imagen adjunta. Adjunta otra.
error-reference-refused-gone = La imagen adjunta caducó. Usa el comando y adjúntala de nuevo.
error-reference-refused-too-many = Puedes adjuntar como máximo { $most ->
        [one] { $most } imagen
       *[other] { $most } imágenes
    } por hora. Inténtalo de nuevo en una hora.
error-reference-refused-no-room = El bot no puede guardar más imágenes adjuntas ahora. Inténtalo de nuevo en una hora.
error-reference-refused-not-decoded = El bot no pudo leer la imagen adjunta porque es demasiado compleja. Adjunta una más pequeña.
error-model-unknown-none = Los modelos preferidos del bot no están disponibles ahora. Elige otro con la opción `model` o avisa al dueño del bot.
error-model-unknown = El modelo { $model } no existe o ya no está disponible. Elige uno de la lista que aparece al escribir.
error-style-unknown = El estilo { $style } no existe aquí. Elige uno de la lista que aparece al escribir.

# Cases and appeals
error-case-unknown = No existe el caso { $number }. Revisa el número.
error-case-ended = El caso { $number } ya no está vigente, así que no hay nada que cambiar ni apelar.
error-appeal-exists-open = Ya apelaste este caso, y la moderación decidirá. Para recibir la respuesta, permite los mensajes directos de los miembros de este servidor.
error-appeal-exists-accepted = Se aceptó tu apelación de este caso. Ya puedes generar imágenes de nuevo.
error-appeal-exists-declined = Se rechazó tu apelación de este caso. Solo puedes apelar una vez por caso.
error-appeal-unreachable = Este servidor no tiene un canal para apelaciones, así que la tuya no se envió. Contacta directamente con la moderación o apela más tarde.

# Where and when images can be created
error-outside-servers = Solo puedes generar imágenes en servidores que tengan el bot. Inténtalo de nuevo en uno de ellos.
error-servers-only = Esto solo funciona en servidores que tengan el bot. Inténtalo de nuevo en uno de ellos.
error-channel-unknown = Las reglas de este servidor dependen de la categoría o de la restricción de edad del canal, y Discord no le da esos datos al bot. Inténtalo de nuevo en un minuto o en otro canal, o pide a la moderación que le dé al bot el permiso *Ver canal* aquí.
error-duplicate-event = Ya está en proceso (Discord envió esto dos veces).
error-intake-closed-stopping = El bot se está reiniciando y no puede aceptar solicitudes. Inténtalo de nuevo en un minuto.
error-intake-closed-key-rejected = OpenRouter no acepta la clave del bot, así que no se pueden generar imágenes. El dueño del bot tiene que configurar una clave válida.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter no acepta la clave del bot, así que no se pueden generar imágenes. El dueño del bot tiene que configurar una clave válida. Próxima comprobación del bot: { $when }.
error-intake-closed-out-of-credit = El bot se quedó sin crédito en OpenRouter, así que no se pueden generar imágenes. El dueño del bot tiene que añadir crédito.
error-intake-closed-out-of-credit-until = El bot se quedó sin crédito en OpenRouter, así que no se pueden generar imágenes. El dueño del bot tiene que añadir crédito. Próxima comprobación del bot: { $when }.
error-intake-closed-account-blocked = La cuenta del bot en OpenRouter está bloqueada, así que no se pueden generar imágenes. El dueño del bot tiene que contactar con OpenRouter.
error-intake-closed-account-blocked-until = La cuenta del bot en OpenRouter está bloqueada, así que no se pueden generar imágenes. El dueño del bot tiene que contactar con OpenRouter. Próxima comprobación del bot: { $when }.
error-answer-lost = Discord no aceptó la respuesta del bot. No se cobró nada. Inténtalo de nuevo.
error-missing-permission = No tienes permiso para hacer eso aquí. Consulta a la moderación.
error-outdated = El bot ya no tiene este comando o botón. Escribe / para ver sus comandos actuales.

# The queue, and models that keep failing
error-provider-on-hold-all = OpenRouter falla repetidamente, así que las solicitudes están en pausa. Inténtalo de nuevo { $when }.
error-provider-on-hold-model = { $model } falla repetidamente, así que sus solicitudes están en pausa. Inténtalo de nuevo { $when } o elige otro modelo.
error-queue-full-member = Ya tienes el máximo de imágenes en la cola. Inténtalo de nuevo { $when }.
error-queue-full-server = La cola de este servidor está llena. Inténtalo de nuevo { $when }.
error-queue-full-all = La cola está llena. Inténtalo de nuevo { $when }.
error-wait-too-long = La cola es tan larga que lo más probable es que tu imagen no esté lista a tiempo. Inténtalo de nuevo { $when }.

# Buttons and menus
error-cancel-refused-delivering = Es demasiado tarde para cancelar: la imagen ya se generó y se cobró, y aparecerá aquí en cuanto Discord la acepte.
error-cancel-refused-ended = Esta solicitud ya terminó, así que no hay nada que cancelar.
error-cancel-refused-elsewhere = Esta imagen no se puede cancelar ahora. Inténtalo de nuevo en un minuto.
error-not-owner-author = Eso solo puede hacerlo quien solicitó esta imagen.
error-not-owner-moderators = Eso solo pueden hacerlo quien solicitó esta imagen y la moderación.
error-not-owner-nobody = Esto está desactivado en este servidor. Consulta a la moderación.
error-not-owner-everybody = No puedes hacer eso aquí. Consulta a la moderación.
error-job-forgotten = El bot ya no tiene esta imagen: es demasiado antigua o se eliminó. Solicítala de nuevo con el comando.
error-image-gone = En este mensaje no hay ninguna imagen que el bot pueda usar. Elige otro mensaje o usa el comando.
error-others-forbidden = En este servidor solo puedes hacer remix de las imágenes del bot. Elige una de ellas o consulta a la moderación.
error-nothing-larger = El modelo no tiene ningún tamaño mayor que el de esta imagen. Elige otro modelo con el comando.
error-copy-refused = Discord no permitió que el bot te enviara un mensaje directo. Permite los mensajes directos de los miembros de este servidor e inténtalo de nuevo.
error-change-refused = Discord no permitió que el bot cambiara este mensaje. No se cambió nada. Inténtalo de nuevo en un minuto.

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = El modelo rechazó este prompt, seguramente por su política de contenido. { $charge } Edita el prompt e inténtalo de nuevo.
error-perhaps-rejected = El modelo no devolvió ninguna imagen. Puede que haya rechazado este prompt o que tenga problemas. { $charge } Cambia el prompt o inténtalo de nuevo más tarde.
error-provider-busy = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo en un minuto o elige otro modelo.
error-provider-busy-until = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo { $when } o elige otro modelo.
error-provider-busy-seconds = El modelo tiene demasiadas solicitudes ahora mismo. { $charge } Inténtalo de nuevo en { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    } o elige otro modelo.
error-provider-down = El proveedor del modelo no está disponible o tiene problemas. { $charge } Inténtalo de nuevo más tarde o elige otro modelo.
error-key-rejected = OpenRouter no acepta la clave del bot. { $charge } El dueño del bot tiene que configurar una válida.
error-account-blocked = La cuenta del bot está bloqueada en OpenRouter o en el proveedor del modelo. { $charge } Tu prompt no tiene nada que ver. Elige otro modelo o avisa al dueño del bot.
error-out-of-credit = El bot no tiene crédito suficiente en OpenRouter para esta imagen. { $charge } El dueño del bot tiene que añadir crédito; hasta entonces no se pueden generar imágenes.
error-model-gone = { $model } ya no está disponible. { $charge } Elige otro modelo.
error-model-gone-unnamed = Este modelo ya no está disponible. { $charge } Elige otro modelo.
error-provider-forbids = OpenRouter no permite esta solicitud para esta cuenta o región. { $charge } Elige otro modelo o avisa al dueño del bot.
error-request-rejected = OpenRouter no aceptó esta solicitud. { $charge } Prueba otras opciones; adjuntar una imagen más pequeña puede ayudar.
error-generation-timed-out = La solicitud tardó demasiado y se canceló. { $charge } Inténtalo de nuevo o elige un modelo más rápido.
error-bad-answer = El modelo no devolvió ninguna imagen utilizable. { $charge } Inténtalo de nuevo o elige otro modelo.
error-generation-failed = No se pudo generar la imagen. { $charge } Inténtalo de nuevo más tarde.

# Generated, but not shown
error-too-large-for-discord = La imagen se generó, pero pesa demasiado para subirla aquí. { $charge } Elige un tamaño menor.
error-discord-unavailable = La imagen se generó, pero Discord no la aceptó. { $charge } Inténtalo de nuevo más tarde.
error-nowhere-to-deliver = La imagen se generó, pero ya no había dónde entregarla. { $charge } Inténtalo de nuevo.
error-delivery-given-up = La imagen se generó, pero el bot falló repetidamente al prepararla para Discord. { $charge } Inténtalo de nuevo, si es posible con un tamaño menor.
error-delivery-failed = La imagen se generó, pero no se pudo entregar. { $charge } Inténtalo de nuevo.

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = Cancelaste esta solicitud. { $charge } Inténtalo de nuevo si fue un error.
# $who is the mention of the moderator who canceled.
error-cancelled = { $who } canceló esta solicitud. { $charge } Inténtalo de nuevo si fue un error.
error-charge-whole-or-free = OpenRouter no cobrará esta solicitud, a menos que la imagen ya estuviera terminada.
error-interrupted = El bot se detuvo antes de que la imagen estuviera lista. { $charge } Inténtalo de nuevo en un minuto.
error-lost-in-restart = El bot se reinició mientras generaba esta imagen, y la imagen se perdió. { $charge } Inténtalo de nuevo; el bot no lo hace por sí solo, porque podría cobrarse dos veces.
error-spool-failed = El bot no pudo guardar la imagen. { $charge } Avisa al dueño del bot.
error-unexpected = Algo salió mal (referencia { $reference }). Si había una imagen en curso, es posible que OpenRouter la haya cobrado. Inténtalo de nuevo; si se repite, dale esta referencia al dueño del bot.

# The database; every one ends in what to do.
error-storage-failed-busy = La base de datos del bot está saturada. Inténtalo de nuevo en un minuto.
error-storage-failed-damaged = La base de datos del bot está dañada. Avisa al dueño del bot.
error-storage-failed-read-only = No se puede escribir en la base de datos del bot. Avisa al dueño del bot.
error-storage-failed-full = La base de datos del bot está llena. Avisa al dueño del bot.
error-storage-failed-unreachable = No se puede acceder a la base de datos del bot. Inténtalo de nuevo en un minuto.
error-storage-failed-newer = La base de datos del bot pertenece a una versión más nueva del bot. Avisa al dueño del bot.
error-storage-failed-other = La base de datos del bot no funciona. Inténtalo de nuevo más tarde o avisa al dueño del bot.

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = Las reglas de este servidor no permiten este texto. Cámbialo e inténtalo de nuevo.
# $rule is the name that moderators gave the rule.
error-text-refused-rule = La regla “{ $rule }” de este servidor no permite este texto. Cámbialo e inténtalo de nuevo.
# $message is what moderators of this server wrote.
error-text-refused-message = Las reglas de este servidor no permiten este texto: { $message }
error-text-refused-rule-message = La regla “{ $rule }” de este servidor no permite este texto: { $message }
error-text-refused-operator = El dueño del bot no permite este texto en ningún lugar. Cámbialo e inténtalo de nuevo.

# Held requests and reports
error-request-held = La moderación debe permitir antes esta solicitud. Si la permite, la imagen aparecerá en este canal y el bot te mencionará. Si la deniega o no decide en 24 horas, recibirás un mensaje directo. Hasta entonces, nada cuenta para tus límites.
error-request-held-private = La moderación debe permitir antes esta solicitud. Recibirás la imagen o la respuesta por mensaje directo en un plazo de 24 horas. Hasta entonces, nada cuenta para tus límites.
error-too-many-held = Ya tienes { $most ->
        [one] { $most } solicitud
       *[other] { $most } solicitudes
    } a la espera de la moderación, y ese es el máximo. Espera una decisión o cambia el prompt.
error-consent-needed = La moderación de este servidor ve las solicitudes privadas, y todavía no lo aceptaste. Usa el comando otra vez y acéptalo, o desactiva `private`.
# $moderator is a mention
error-held-decided-allowed = { $moderator } ya permitió esta solicitud.
error-held-decided-denied = { $moderator } ya denegó esta solicitud.
error-held-expired = Esta solicitud caducó porque la moderación no decidió en 24 horas. Quien la envió puede enviarla de nuevo.
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = La solicitud se permitió, pero ahora no se puede generar ninguna imagen, y el bot explicó el motivo a quien la envió. Puedes hacer clic en *Allow* otra vez más tarde. Motivo: { $reason }
error-member-left = Quien envió la solicitud ya no está en este servidor, así que no se generó ninguna imagen.
error-not-reportable = Solo puedes denunciar imágenes públicas que este bot haya generado en este servidor. Elige una de ellas o avisa a la moderación.
error-own-image-reported = No puedes denunciar tu propia imagen. Para eliminarla, elige Más → Eliminar debajo de ella.
error-already-reported = Ya denunciaste esta imagen. Recibirás un mensaje directo cuando la moderación decida.
error-too-many-reports = Enviaste { $most ->
        [one] { $most } denuncia
       *[other] { $most } denuncias
    } en 24 horas, y ese es el máximo. Inténtalo de nuevo mañana o avisa a la moderación.
error-no-place-for-reports = Este servidor no tiene un canal para denuncias. Habla con la moderación sobre la imagen.
error-reason-too-short = El motivo debe tener entre { $least } y { $most } caracteres. Añade algunos detalles.
error-reports-closed = Las denuncias de esta imagen ya están cerradas.
