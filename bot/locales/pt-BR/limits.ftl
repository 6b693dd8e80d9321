# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

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
        } por usuário em todos os servidores
        [server] { $measure ->
            [images] Imagens
            [money] Dólares
           *[jobs] Pedidos
        } por servidor
       *[capped-server] { $measure ->
            [images] Imagens
            [money] Dólares
           *[jobs] Pedidos
        } por servidor
    } { $span ->
        [day] por dia
        [month] por mês
       *[now] ao mesmo tempo
    }{ $whose ->
        [capped-server] { " (limite do dono do bot)" }
       *[member] { "" }
    }
limit-name-cooldown = Tempo de espera
limit-name-models = Modelos
limit-name-sizes = Tamanhos
limit-name-count = Imagens por pedido
limit-name-references = Imagens anexadas por pedido
limit-name-private = Imagens privadas
limit-name-nsfw = Canais com restrição de idade

# Titles of groups of limits
limit-group-time = Tempo
limit-group-images = Imagens
limit-group-money = Dinheiro
limit-group-at-once = Ao mesmo tempo
limit-group-use = O que pode ser usado

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] definido pelo dono do bot
        [server] definido para este servidor
        [category] definido para a categoria { $mention }
        [channel] definido para { $mention }
       *[role] definido para o cargo { $mention }
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] { $name }
       *[other] { $name } ({ $origin })
    }
# $limit is limit-with-origin
limit-source = Limite: { $limit }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Limite: { $limit }; reinicia { $when }.

# What to do
limit-todo-ask-moderator = A moderação pode mudar isso.
limit-todo-ask-owner = Só o dono do bot pode mudar isso.
limit-todo-less = Peça menos imagens ou use um modelo mais barato.
limit-todo-when-done = Tente novamente quando um pedido terminar.
limit-todo-then = Tente novamente depois disso.
limit-todo-then-or-cheaper = Tente novamente depois disso ou use um modelo mais barato.
limit-todo-choose = Escolha algo permitido.
limit-todo-fewer = Tente novamente com menos imagens.
limit-todo-without = Tente novamente sem imagens anexadas.
limit-todo-not-private = Tente novamente sem `private`.
limit-todo-other-channel = Tente novamente em outro canal.

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] A geração de imagens está desativada.
            [money] O bot não tem orçamento para imagens.
           *[jobs] A geração de imagens está desativada.
        }
        [server] { $measure ->
            [images] Não é possível gerar imagens neste servidor.
            [money] Este servidor não tem orçamento para imagens.
           *[jobs] Não é possível pedir imagens neste servidor.
        }
        [capped-server] { $measure ->
            [images] Não é possível gerar imagens neste servidor.
            [money] Este servidor não tem orçamento para imagens.
           *[jobs] Não é possível pedir imagens neste servidor.
        }
        [user] { $measure ->
            [images] Você não pode gerar imagens com este bot.
            [money] Você não tem orçamento para imagens.
           *[jobs] Você não pode pedir imagens a este bot.
        }
       *[member] { $measure ->
            [images] Você não pode gerar imagens aqui.
            [money] Você não tem orçamento para imagens.
           *[jobs] Você não pode pedir imagens aqui.
        }
    }

# One request is more than the whole limit
limit-too-much-images = Você pediu { $asked ->
        [one] { $asked } imagem
       *[other] { $asked } imagens
    }, mas o limite é { $cap }.
limit-too-much-money = Isto pode custar até { $asked }, mas o limite é { $cap }.
limit-too-much-jobs = Você fez { $asked ->
        [one] { $asked } pedido
       *[other] { $asked } pedidos
    } ao mesmo tempo, mas o limite é { $cap }.

# Too many at once
limit-running = { $whose ->
        [bot] O bot já tem
        [server] Este servidor já tem
        [capped-server] Este servidor já tem
        [user] Em todos os servidores, você já tem
       *[member] Você já tem
    } { $measure ->
        [images] { $used ->
            [one] { $used } imagem
           *[other] { $used } imagens
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } pedido
           *[other] { $used } pedidos
        }
    } em andamento; o máximo é { $cap }.

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }.
limit-used-up-more = { $used }, e você pediu mais { $more }.
limit-used-up-cost = { $used }, e isto pode custar até { $cost }.
limit-used = { $whose ->
        [bot] O bot usou
        [server] Este servidor usou
        [capped-server] Este servidor usou
        [user] Em todos os servidores, você usou
       *[member] Você usou
    } { $used } de { $measure ->
        [images] { $cap ->
            [one] { $cap } imagem
           *[other] { $cap } imagens
        }
        [money] { $cap }
       *[jobs] { $cap ->
            [one] { $cap } pedido
           *[other] { $cap } pedidos
        }
    } { $span ->
        [day] hoje
        [month] neste mês
       *[now] ao mesmo tempo
    }

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Tempo de espera: próxima imagem disponível { $when }. Tentar antes não aumenta a espera.
limit-cooldown-set = Tempo de espera: próxima imagem disponível { $when }. O tempo de espera é de { $wait } ({ $origin }). Tentar antes não o aumenta.
limit-wait-days = { $n ->
        [one] { $n } dia
       *[other] { $n } dias
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given } não pode ser usado aqui. { $allowed }
limit-forbidden-models = Nenhum modelo pode ser usado aqui agora. { $allowed }
limit-forbidden-size = O tamanho { $given } não pode ser usado aqui. { $allowed }
limit-allowed-none = Nenhum é permitido.
limit-allowed = Permitido: { $names }.
limit-forbidden-count = Você pediu { $given ->
        [one] { $given } imagem
       *[other] { $given } imagens
    }; o máximo aqui é { $most }.
limit-forbidden-references = Você anexou { $given ->
        [one] { $given } imagem
       *[other] { $given } imagens
    }; o máximo aqui é { $most }.
limit-forbidden-private = Imagens privadas não são permitidas aqui.
limit-forbidden-unless-nsfw = Só é possível gerar imagens em canais com restrição de idade.
limit-forbidden-nsfw = Não é possível gerar imagens em canais com restrição de idade.
limit-forbidden-here = Não é possível gerar imagens aqui.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Só é possível gerar imagens em certos canais deste servidor. { $n ->
        [0] Pergunte à moderação em quais.
       *[other] Você pode gerá-las em { $links }.
    }
limit-channel-blocked = A geração de imagens está desativada neste canal (configuração do servidor). { $n ->
        [0] Pergunte à moderação onde você pode gerá-las.
       *[other] Você pode gerá-las em { $links }.
    }

# A pause; a sentence about its end follows.
limit-paused = A moderação pausou a geração de imagens neste servidor.
limit-paused-reason = A moderação pausou a geração de imagens neste servidor. Motivo: { $reason }.
limit-paused-until = A geração volta { $when }; tente novamente depois disso.
limit-paused-open = Pergunte à moderação quando a geração volta.

# Prompts that the models rejected
error-too-many-rejections = Os modelos rejeitaram muitos dos seus prompts em uma hora, e isso põe em risco a conta do bot. Você pode tentar novamente { $when }, com outro prompt.
