# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] { $measure ->
            [images] Imagens do bot
            [money] Orçamento do bot
           *[jobs] Pedidos ao bot
        }
        [member] { $measure ->
            [images] Imagens
            [money] Dólares
           *[jobs] Pedidos
        } por membro
        [user] { $measure ->
            [images] Imagens
            [money] Dólares
           *[jobs] Pedidos
        } por pessoa em todos os servidores
        [server] { $measure ->
            [images] Imagens
            [money] Dólares
           *[jobs] Pedidos
        } por servidor
       *[capped-server] { $measure ->
            [images] Teto do dono: imagens
            [money] Teto do dono: dólares
           *[jobs] Teto do dono: pedidos
        } por servidor
    } { $span ->
        [day] por dia
        [month] por mês
       *[now] ao mesmo tempo
    }
limit-name-cooldown = Tempo de espera
limit-name-models = Modelos
limit-name-sizes = Tamanhos
limit-name-count = Imagens por pedido
limit-name-references = Imagens anexadas por pedido
limit-name-private = Imagens privadas
limit-name-nsfw = Canais com restrição de idade

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] definido pelo dono do bot
        [server] definido para este servidor
        [category] definido para a categoria { $mention }
        [channel] definido para { $mention }
       *[role] definido para o cargo { $mention }
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = Esse é o limite `{ $rule }`, { $origin }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Esse é o limite `{ $rule }`, { $origin }, e ele renova { $when }.

# What to do
limit-todo-ask-moderator = Nada foi cobrado; fale com a moderação.
limit-todo-ask-owner = Nada foi cobrado; fale com o dono do bot.
limit-todo-less = Nada foi cobrado; peça menos ou use um modelo mais barato.
limit-todo-when-done = Nada foi cobrado; peça de novo quando um terminar.
limit-todo-then = Nada foi cobrado; peça de novo depois disso.
limit-todo-then-or-cheaper = Nada foi cobrado; peça de novo depois disso ou com um modelo mais barato.
limit-todo-choose = Nada foi cobrado; escolha um dos permitidos.
limit-todo-fewer = Nada foi cobrado; peça de novo com menos.
limit-todo-without = Nada foi cobrado; peça de novo sem anexos.
limit-todo-not-private = Nada foi cobrado; peça de novo sem `private`.
limit-todo-other-channel = Nada foi cobrado; peça de novo em outro canal.

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] Nenhuma imagem é permitida para você.
        [server] Nenhuma imagem é permitida neste servidor.
       *[bot] Nenhuma imagem é permitida.
    }
limit-none-money = { $whose ->
        [member] Não se pode gastar dinheiro com imagens para você.
        [server] Não se pode gastar dinheiro com imagens neste servidor.
       *[bot] Não se pode gastar dinheiro com imagens.
    }
limit-none-jobs = { $whose ->
        [member] Nenhum comando é permitido para você.
        [server] Nenhum comando é permitido neste servidor.
       *[bot] Nenhum comando é permitido.
    }

# One wish is more than the whole limit
limit-too-much-pictures = Você pediu { $asked ->
        [one] { $asked } imagem
       *[other] { $asked } imagens
    }, mas o limite é de apenas { $cap } no total.
limit-too-much-money = Isto pode custar até { $asked }, mas o limite é de apenas { $cap } no total.
limit-too-much-jobs = Você pediu { $asked ->
        [one] { $asked } comando
       *[other] { $asked } comandos
    } ao mesmo tempo, mas o limite é de apenas { $cap }.

# Too many at once
limit-under-way-member = { $used ->
        [one] { $used } comando seu ainda está
       *[other] { $used } comandos seus ainda estão
    } em andamento, e { $cap ->
        [one] só é permitido { $cap }
       *[other] só são permitidos { $cap }
    } ao mesmo tempo.
limit-under-way-server = Neste servidor, { $used ->
        [one] { $used } comando está
       *[other] { $used } comandos estão
    } em andamento, e { $cap ->
        [one] só é permitido { $cap }
       *[other] só são permitidos { $cap }
    } ao mesmo tempo.

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }.
limit-used-up-more = { $used }, e você pediu mais { $more }.
limit-used-up-cost = { $used }, e isto pode custar até { $cost }.
limit-used-member-pictures = Você usou { $used } de { $cap ->
        [one] { $cap } imagem
       *[other] { $cap } imagens
    } { $span ->
        [day] hoje
        [month] neste mês
       *[everywhere] hoje, somando todos os servidores
    }
limit-used-member-money = Você usou { $used } de { $cap } { $span ->
        [day] hoje
        [month] neste mês
       *[everywhere] hoje, somando todos os servidores
    }
limit-used-server-pictures = Este servidor usou { $used } de { $cap ->
        [one] { $cap } imagem
       *[other] { $cap } imagens
    } { $span ->
        [day] hoje
       *[month] neste mês
    }
limit-used-server-money = Este servidor usou { $used } de { $cap } { $span ->
        [day] hoje
       *[month] neste mês
    }
limit-used-bot-money = O bot usou { $used } de { $cap } { $span ->
        [day] hoje
       *[month] neste mês
    }

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Você pode pedir a próxima imagem { $when }. Nada foi cobrado, e pedir antes não aumenta a espera.
limit-cooldown-set = Você pode pedir a próxima imagem { $when }. O tempo de espera entre duas imagens é de { $wait }, { $origin }. Nada foi cobrado, e pedir antes não aumenta a espera.
limit-wait-days = { $n ->
        [one] { $n } dia
       *[other] { $n } dias
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = O modelo { $given } não pode ser usado aqui; { $allowed }.
limit-forbidden-models = Nenhum modelo pode ser usado aqui agora; { $allowed }.
limit-forbidden-size = O tamanho { $given } não pode ser pedido aqui; { $allowed }.
limit-allowed-none = nenhum é permitido
limit-allowed = { $n ->
        [one] o permitido é { $names }
       *[other] os permitidos são { $names }
    }
limit-forbidden-count = Você pediu { $given ->
        [one] { $given } imagem
       *[other] { $given } imagens
    } de uma vez, e aqui { $most ->
        [0] nenhuma é permitida
        [one] é permitida no máximo { $most }
       *[other] são permitidas no máximo { $most }
    }.
limit-forbidden-references = Você anexou { $given ->
        [one] { $given } imagem
       *[other] { $given } imagens
    }, e aqui { $most ->
        [0] nenhuma é permitida
        [one] é permitida no máximo { $most }
       *[other] são permitidas no máximo { $most }
    }.
limit-forbidden-private = Imagens que só você vê não são permitidas aqui.
limit-forbidden-unless-nsfw = Imagens só podem ser pedidas em canais com restrição de idade.
limit-forbidden-nsfw = Imagens não podem ser pedidas em canais com restrição de idade.
limit-forbidden-here = Imagens não podem ser pedidas aqui.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Neste servidor, as imagens são pedidas em outros canais. É o que diz a lista de canais, definida para este servidor. Nada foi cobrado; { $n ->
        [0] pergunte à moderação onde dá para pedir
       *[other] peça em { $links }
    }.
limit-channel-blocked = Neste canal não se pedem imagens. É o que diz a lista de canais, definida para este servidor. Nada foi cobrado; { $n ->
        [0] pergunte à moderação onde dá para pedir
       *[other] peça em { $links }
    }.

# A pause; behind the first sentence comes one about its end.
limit-paused = A moderação pausou as imagens neste servidor.
limit-paused-reason = A moderação pausou as imagens neste servidor, por este motivo: { $reason }.
limit-paused-until = A pausa termina { $when }. Nada foi cobrado; peça de novo depois disso.
limit-paused-open = A pausa termina quando a moderação retomar. Nada foi cobrado; pergunte à moderação quando vai ser.

# Refusals by the models
limit-refusals = Os modelos recusaram muitos dos seus prompts em uma hora, o que põe em risco a conta do bot para todo mundo. Você pode pedir de novo { $when }. Nada foi cobrado; depois disso, tente palavras bem diferentes.
