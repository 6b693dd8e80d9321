# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

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
            [images] Tope del dueño: imágenes
            [money] Tope del dueño: dólares
           *[jobs] Tope del dueño: solicitudes
        } por servidor
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

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] fijado por el dueño del bot
        [server] fijado para este servidor
        [category] fijado para la categoría { $mention }
        [channel] fijado para { $mention }
       *[role] fijado para el rol { $mention }
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = Es el límite `{ $rule }`, { $origin }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Es el límite `{ $rule }`, { $origin }, y se renueva { $when }.

# What to do
limit-todo-ask-moderator = No se cobró nada; consulta a un moderador.
limit-todo-ask-owner = No se cobró nada; consulta al dueño del bot.
limit-todo-less = No se cobró nada; pide menos o elige un modelo más barato.
limit-todo-when-done = No se cobró nada; vuelve a intentarlo cuando termine uno.
limit-todo-then = No se cobró nada; vuelve a intentarlo entonces.
limit-todo-then-or-cheaper = No se cobró nada; vuelve a intentarlo entonces o elige un modelo más barato.
limit-todo-choose = No se cobró nada; elige algo que esté permitido.
limit-todo-fewer = No se cobró nada; vuelve a intentarlo con menos.
limit-todo-without = No se cobró nada; vuelve a intentarlo sin adjuntar ninguna.
limit-todo-not-private = No se cobró nada; vuelve a intentarlo sin `private`.
limit-todo-other-channel = No se cobró nada; vuelve a intentarlo en otro canal.

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] No se te permite ninguna imagen.
        [server] En este servidor no se permite ninguna imagen.
       *[bot] No se permite ninguna imagen.
    }
limit-none-money = { $whose ->
        [member] No se puede gastar dinero en imágenes para ti.
        [server] No se puede gastar dinero en imágenes en este servidor.
       *[bot] No se puede gastar dinero en imágenes.
    }
limit-none-jobs = { $whose ->
        [member] No se te permite ningún comando.
        [server] En este servidor no se permite ningún comando.
       *[bot] No se permite ningún comando.
    }

# One wish is more than the whole limit
limit-too-much-pictures = Pediste { $asked ->
        [one] { $asked } imagen
       *[other] { $asked } imágenes
    }, pero el límite es de solo { $cap } en total.
limit-too-much-money = Esto puede costar hasta { $asked }, pero el límite es de solo { $cap } en total.
limit-too-much-jobs = Pediste { $asked ->
        [one] { $asked } comando
       *[other] { $asked } comandos
    } a la vez, pero el límite es de solo { $cap }.

# Too many at once
limit-under-way-member = { $used ->
        [one] { $used } comando tuyo sigue
       *[other] { $used } comandos tuyos siguen
    } en curso, y { $cap ->
        [one] solo se permite { $cap }
       *[other] solo se permiten { $cap }
    } a la vez.
limit-under-way-server = En este servidor { $used ->
        [one] hay { $used } comando
       *[other] hay { $used } comandos
    } en curso, y { $cap ->
        [one] solo se permite { $cap }
       *[other] solo se permiten { $cap }
    } a la vez.

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }.
limit-used-up-more = { $used }, y pediste { $more } más.
limit-used-up-cost = { $used }, y esto puede costar hasta { $cost }.
limit-used-member-pictures = { $span ->
        [day] Hoy
        [month] Este mes
       *[everywhere] Hoy, en todos los servidores juntos,
    } has usado { $used } de { $cap ->
        [one] { $cap } imagen
       *[other] tus { $cap } imágenes
    }
limit-used-member-money = { $span ->
        [day] Hoy
        [month] Este mes
       *[everywhere] Hoy, en todos los servidores juntos,
    } has gastado { $used } de tus { $cap }
limit-used-server-pictures = Este servidor ha usado { $span ->
        [day] hoy
       *[month] este mes
    } { $used } de { $cap ->
        [one] { $cap } imagen
       *[other] sus { $cap } imágenes
    }
limit-used-server-money = Este servidor ha gastado { $span ->
        [day] hoy
       *[month] este mes
    } { $used } de sus { $cap }
limit-used-bot-money = El bot ha gastado { $span ->
        [day] hoy
       *[month] este mes
    } { $used } de sus { $cap }

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Podrás pedir tu próxima imagen { $when }. No se cobró nada, y pedirla antes no alarga la espera.
limit-cooldown-set = Podrás pedir tu próxima imagen { $when }. El tiempo de espera entre dos imágenes es de { $wait }, { $origin }. No se cobró nada, y pedirla antes no alarga la espera.
limit-wait-days = { $n ->
        [one] { $n } día
       *[other] { $n } días
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = El modelo { $given } no puede generar imágenes aquí; { $allowed }.
limit-forbidden-models = Ningún modelo puede generar imágenes aquí ahora; { $allowed }.
limit-forbidden-size = El tamaño { $given } no se puede pedir aquí; { $allowed }.
limit-allowed-none = no se permite ninguno
limit-allowed = { $n ->
        [one] se permite { $names }
       *[other] se permiten { $names }
    }
limit-forbidden-count = Pediste { $given ->
        [one] { $given } imagen
       *[other] { $given } imágenes
    } a la vez, y aquí { $most ->
        [0] no se permite ninguna
        [one] se permite { $most } como máximo
       *[other] se permiten { $most } como máximo
    }.
limit-forbidden-references = Adjuntaste { $given ->
        [one] { $given } imagen
       *[other] { $given } imágenes
    }, y aquí { $most ->
        [0] no se permite ninguna
        [one] se permite { $most } como máximo
       *[other] se permiten { $most } como máximo
    }.
limit-forbidden-private = Aquí no se permiten imágenes que solo tú veas.
limit-forbidden-unless-nsfw = Solo se pueden pedir imágenes en canales con restricción de edad.
limit-forbidden-nsfw = No se pueden pedir imágenes en canales con restricción de edad.
limit-forbidden-here = Aquí no se pueden pedir imágenes.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = En este servidor las imágenes se piden en otros canales. Así lo dice la lista de canales, fijada para este servidor. No se cobró nada; { $n ->
        [0] pregunta a un moderador dónde puedes
       *[other] pídelas en { $links }
    }.
limit-channel-blocked = En este canal no se piden imágenes. Así lo dice la lista de canales, fijada para este servidor. No se cobró nada; { $n ->
        [0] pregunta a un moderador dónde puedes
       *[other] pídelas en { $links }
    }.

# A pause; behind the first sentence comes one about its end.
limit-paused = Un moderador puso en pausa las imágenes en este servidor.
limit-paused-reason = Un moderador puso en pausa las imágenes en este servidor por este motivo: { $reason }.
limit-paused-until = La pausa termina { $when }. No se cobró nada; vuelve a intentarlo entonces.
limit-paused-open = La pausa termina cuando un moderador las reanude. No se cobró nada; pregunta a un moderador cuándo será.

# Refusals by the models
limit-refusals = Los modelos rechazaron demasiados prompts tuyos en una hora, lo que pone en peligro la cuenta del bot para todo el mundo. Podrás volver a pedir imágenes { $when }. No se cobró nada; entonces prueba con palabras muy distintas.
