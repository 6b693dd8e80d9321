# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] { $measure ->
            [images] Imágenes del bot
            [money] Presupuesto del bot
           *[jobs] Solicitudes al bot
        }
        [member] { $measure ->
            [images] Imágenes
            [money] Dólares
           *[jobs] Solicitudes
        } por miembro
        [user] { $measure ->
            [images] Imágenes
            [money] Dólares
           *[jobs] Solicitudes
        } por persona en todos los servidores
        [server] { $measure ->
            [images] Imágenes
            [money] Dólares
           *[jobs] Solicitudes
        } por servidor
       *[capped-server] { $measure ->
            [images] Imágenes
            [money] Dólares
           *[jobs] Solicitudes
        } por servidor (límite del dueño del bot)
    } { $span ->
        [day] al día
        [month] al mes
       *[now] a la vez
    }
limit-name-cooldown = Tiempo de espera
limit-name-models = Modelos
limit-name-sizes = Tamaños
limit-name-count = Imágenes por solicitud
limit-name-references = Imágenes adjuntas por solicitud
limit-name-private = Imágenes privadas
limit-name-nsfw = Canales con restricción de edad

# Titles of groups of limits
limit-group-time = Tiempo
limit-group-images = Imágenes
limit-group-money = Dinero
limit-group-at-once = A la vez
limit-group-use = Qué se puede usar

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] fijado por el dueño del bot
        [server] fijado para este servidor
        [category] fijado para la categoría { $mention }
        [channel] fijado para { $mention }
       *[role] fijado para el rol { $mention }
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] { $name }
       *[other] { $name } ({ $origin })
    }
# $limit is limit-with-origin
limit-source = Límite: { $limit }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Límite: { $limit }; se restablece { $when }.

# What to do
limit-todo-ask-moderator = La moderación puede cambiarlo.
limit-todo-ask-owner = Solo el dueño del bot puede cambiarlo.
limit-todo-less = Solicita menos imágenes o usa un modelo más barato.
limit-todo-when-done = Inténtalo de nuevo cuando termine una.
limit-todo-then = Inténtalo de nuevo entonces.
limit-todo-then-or-cheaper = Inténtalo de nuevo entonces o usa un modelo más barato.
limit-todo-choose = Elige algo permitido.
limit-todo-fewer = Inténtalo de nuevo con menos.
limit-todo-without = Inténtalo de nuevo sin imágenes adjuntas.
limit-todo-not-private = Inténtalo de nuevo sin `private`.
limit-todo-other-channel = Inténtalo de nuevo en otro canal.

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] La generación de imágenes está desactivada.
            [money] El bot no tiene presupuesto para imágenes.
           *[jobs] La generación de imágenes está desactivada.
        }
        [server] { $measure ->
            [images] No se pueden generar imágenes en este servidor.
            [money] Este servidor no tiene presupuesto para imágenes.
           *[jobs] No se pueden solicitar imágenes en este servidor.
        }
        [capped-server] { $measure ->
            [images] No se pueden generar imágenes en este servidor.
            [money] Este servidor no tiene presupuesto para imágenes.
           *[jobs] No se pueden solicitar imágenes en este servidor.
        }
        [user] { $measure ->
            [images] No puedes generar imágenes con este bot.
            [money] No tienes presupuesto para imágenes.
           *[jobs] No puedes solicitar imágenes a este bot.
        }
       *[member] { $measure ->
            [images] No puedes generar imágenes aquí.
            [money] No tienes presupuesto para imágenes.
           *[jobs] No puedes solicitar imágenes aquí.
        }
    }

# One request is more than the whole limit
limit-too-much-images = Solicitaste { $asked ->
        [one] { $asked } imagen
       *[other] { $asked } imágenes
    }, pero el límite es { $cap }.
limit-too-much-money = Esto puede costar hasta { $asked }, pero el límite es de { $cap }.
limit-too-much-jobs = Enviaste { $asked ->
        [one] { $asked } solicitud
       *[other] { $asked } solicitudes
    } a la vez, pero el límite es { $cap }.

# Too many at once
limit-running = { $whose ->
        [bot] El bot ya tiene
        [server] Este servidor ya tiene
        [capped-server] Este servidor ya tiene
        [user] En todos los servidores, ya tienes
       *[member] Ya tienes
    } { $measure ->
        [images] { $used ->
            [one] { $used } imagen
           *[other] { $used } imágenes
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } solicitud
           *[other] { $used } solicitudes
        }
    } en curso; el máximo es { $cap }.

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }.
limit-used-up-more = { $used }, y solicitaste { $more } más.
limit-used-up-cost = { $used }, y esto puede costar hasta { $cost }.
limit-used = { $whose ->
        [bot] El bot ya usó
        [server] Este servidor ya usó
        [capped-server] Este servidor ya usó
        [user] En todos los servidores, ya usaste
       *[member] Ya usaste
    } { $used } de { $measure ->
        [images] { $cap ->
            [one] { $cap } imagen
           *[other] { $cap } imágenes
        }
        [money] { $cap }
       *[jobs] { $cap ->
            [one] { $cap } solicitud
           *[other] { $cap } solicitudes
        }
    } { $span ->
        [day] hoy
        [month] este mes
       *[now] a la vez
    }

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Tiempo de espera: próxima imagen disponible { $when }. Intentarlo antes no alarga la espera.
limit-cooldown-set = Tiempo de espera: próxima imagen disponible { $when }. El tiempo de espera es de { $wait } ({ $origin }). Intentarlo antes no lo alarga.
limit-wait-days = { $n ->
        [one] { $n } día
       *[other] { $n } días
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given } no se puede usar aquí. { $allowed }
limit-forbidden-models = Ahora no se puede usar ningún modelo aquí. { $allowed }
limit-forbidden-size = El tamaño { $given } no se puede usar aquí. { $allowed }
limit-allowed-none = No se permite ninguno.
limit-allowed = Permitido: { $names }.
limit-forbidden-count = Solicitaste { $given ->
        [one] { $given } imagen
       *[other] { $given } imágenes
    }; el máximo aquí es { $most }.
limit-forbidden-references = Adjuntaste { $given ->
        [one] { $given } imagen
       *[other] { $given } imágenes
    }; el máximo aquí es { $most }.
limit-forbidden-private = Aquí no se permiten imágenes privadas.
limit-forbidden-unless-nsfw = Solo se pueden generar imágenes en canales con restricción de edad.
limit-forbidden-nsfw = No se pueden generar imágenes en canales con restricción de edad.
limit-forbidden-here = Aquí no se pueden generar imágenes.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Solo se pueden generar imágenes en ciertos canales de este servidor. { $n ->
        [0] Pregunta a la moderación dónde puedes generarlas.
       *[other] Puedes generarlas en { $links }.
    }
limit-channel-blocked = La generación de imágenes está desactivada en este canal (ajuste del servidor). { $n ->
        [0] Pregunta a la moderación dónde puedes generarlas.
       *[other] Puedes generarlas en { $links }.
    }

# A pause; a sentence about its end follows.
limit-paused = La moderación puso en pausa la generación de imágenes en este servidor.
limit-paused-reason = La moderación puso en pausa la generación de imágenes en este servidor. Motivo: { $reason }.
limit-paused-until = Se reanuda { $when }; inténtalo de nuevo entonces.
limit-paused-open = Pregunta a la moderación cuándo se reanudará.

# Prompts that the models rejected
error-too-many-rejections = Los modelos rechazaron demasiados de tus prompts en una hora, y eso pone en riesgo la cuenta del bot. Podrás intentarlo de nuevo { $when }, con otro prompt.
