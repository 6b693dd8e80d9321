# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 Generación de imágenes suspendida (caso { $number })
allowance-blocked-until = 🚫 Generación de imágenes suspendida hasta el { $until } (caso { $number })
allowance-outside = 🚫 Este bot solo funciona en servidores, no en mensajes directos.
allowance-paused = ⏸️ La generación de imágenes está en pausa hasta que la moderación la reactive
allowance-paused-until = ⏸️ La generación de imágenes está en pausa hasta el { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 No se pueden generar imágenes en este canal (ajuste del servidor).
allowance-unknown-channel = 🚫 Ahora no se pueden generar imágenes en este canal: un límite depende de su categoría o de su restricción de edad, y Discord no le da esos datos al bot.
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 No permitido en este canal. { $limit }: { $value } ({ $origin })
allowance-refused = 🚫 Demasiados prompts rechazados. Fin de la espera: { $when }
allowance-cooldown = ⏳ Fin del tiempo de espera: { $when }
allowance-no-cooldown = ✅ No hay ningún tiempo de espera activo.
allowance-used-up = 🚫 Agotado: { $limit }
allowance-used-up-until = 🚫 Agotado: { $limit }; se restablece { $when }
allowance-exempt = ⭐ Rol exento: sin tiempo de espera ni límites personales de imágenes.
allowance-event = 🎉 Los límites de imágenes se multiplican por { $factor } hasta el { $until }.

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what } · disponible: **{ $left }** de { $cap }
allowance-left-until = { $bar } { $what } · disponible: **{ $left }** de { $cap } · se restablece { $when }
# Whose count it is, what is counted, and how long
allowance-what = { $whose ->
        [bot] { $measure ->
            [images] Imágenes del bot
            [money] Presupuesto del bot
           *[jobs] Solicitudes al bot
        }
        [server] { $measure ->
            [images] Imágenes de este servidor
            [money] Presupuesto de este servidor
           *[jobs] Solicitudes de este servidor
        }
        [capped-server] { $measure ->
            [images] Imágenes de este servidor (límite del dueño del bot)
            [money] Presupuesto de este servidor (límite del dueño del bot)
           *[jobs] Solicitudes de este servidor (límite del dueño del bot)
        }
        [user] { $measure ->
            [images] Tus imágenes en todos los servidores
            [money] Tu presupuesto en todos los servidores
           *[jobs] Tus solicitudes en todos los servidores
        }
       *[member] { $measure ->
            [images] Tus imágenes
            [money] Tu presupuesto
           *[jobs] Tus solicitudes
        }
    } { $span ->
        [day] hoy
        [month] este mes
       *[now] en curso
    }
allowance-unlimited = Aquí no tienes límites.
allowance-grant = 🎁 Imágenes adicionales · disponible: **{ $left }** de { $granted }, hasta el { $until }

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit }: { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = sin límite
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] ninguna permitida
       *[other] { $n } como máximo
    }
# The same, where nothing can be chosen
allowance-none = ninguno permitido
allowance-allowed = permitidas
allowance-not-allowed = no permitidas
allowance-nsfw-anywhere = permitidos
allowance-nsfw-only = imágenes solo ahí
allowance-nsfw-never = sin imágenes ahí

# The next image
allowance-no-model = Ahora no hay ningún modelo disponible.
allowance-next = Tu próxima imagen con **{ $model }** cuesta hasta { $cost }.
