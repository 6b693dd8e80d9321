# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 El dueño del bot no permite imágenes fuera de los servidores.
allowance-paused = ⏸️ Imágenes en pausa hasta que un moderador las reanude
allowance-paused-until = ⏸️ Imágenes en pausa hasta el { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 En este canal no se piden imágenes, según la lista de canales.
allowance-unknown-place = 🚫 Por ahora no hay imágenes en este canal: las reglas dependen de su categoría o de su restricción de edad, y Discord no se las indica al bot.
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 En un canal como este, no: `{ $limit }` { $value }, { $origin }
allowance-refused = 🚫 Demasiados prompts rechazados; la espera termina { $when }.
allowance-cooldown = ⏳ El tiempo de espera termina { $when }.
allowance-no-cooldown = ✅ No hay ningún tiempo de espera en curso.
allowance-used-up = 🚫 `{ $limit }` está agotado.
allowance-used-up-until = 🚫 `{ $limit }` está agotado; se renueva { $when }.
allowance-exempt = ⭐ Un rol exento libra del tiempo de espera y de los límites de imágenes por miembro.
allowance-event = 🎉 Los límites de imágenes cuentan ×{ $factor } hasta el { $until }.

# What is left; $what is one of allowance-what
allowance-left = { $what }: { $left ->
        [one] queda
       *[other] quedan
    } **{ $left }** de { $cap }
allowance-left-until = { $what }: { $left ->
        [one] queda
       *[other] quedan
    } **{ $left }** de { $cap }; el límite se renueva { $when }
allowance-what-member-images-per-day = Tus imágenes de hoy
allowance-what-member-images-per-month = Tus imágenes de este mes
allowance-what-server-images-per-day = Imágenes de hoy en todo el servidor
allowance-what-server-images-per-month = Imágenes de este mes en todo el servidor
allowance-what-member-usd-per-day = Tus dólares de hoy
allowance-what-member-usd-per-month = Tus dólares de este mes
allowance-what-server-usd-per-day = Dólares de hoy en todo el servidor
allowance-what-server-usd-per-month = Dólares de este mes en todo el servidor
allowance-what-member-jobs-at-once = Tus comandos a la vez
allowance-what-server-jobs-at-once = Comandos a la vez en todo el servidor
allowance-what-CAP_SERVER_USD_PER_DAY = Dólares de hoy en todo el servidor (tope del dueño del bot)
allowance-what-CAP_SERVER_USD_PER_MONTH = Dólares de este mes en todo el servidor (tope del dueño del bot)
allowance-what-CAP_USER_USD_PER_DAY = Tus dólares de hoy en todas partes (tope del dueño del bot)
allowance-what-CAP_USER_IMAGES_PER_DAY = Tus imágenes de hoy en todos los servidores
allowance-what-BUDGET_USD_PER_DAY = Presupuesto del bot para hoy
allowance-what-BUDGET_USD_PER_MONTH = Presupuesto del bot para este mes
allowance-unlimited = Aquí ningún límite se aplica a tus imágenes, dólares ni comandos.
allowance-grant = 🎁 Concedidas aparte: { $left ->
        [one] queda
       *[other] quedan
    } **{ $left }** de { $granted ->
        [one] { $granted } imagen
       *[other] { $granted } imágenes
    }, hasta el { $until }

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value }, { $origin }
# What a limit is set to: no limit
allowance-off = sin límite
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] ninguna
       *[other] { $n } como máximo
    }
# The same, where nothing can be chosen
allowance-none = ninguno
allowance-allowed = permitido
allowance-not-allowed = prohibido
allowance-nsfw-anywhere = en cualquier canal
allowance-nsfw-only = solo en canales con restricción de edad
allowance-nsfw-never = nunca en canales con restricción de edad

# The next picture
allowance-no-model = Ningún modelo puede generar imágenes ahora.
allowance-next = La próxima imagen, con **{ $model }**, costaría hasta { $cost }.
