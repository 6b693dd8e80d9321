# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 Geração de imagens suspensa (caso { $number })
allowance-blocked-until = 🚫 Geração de imagens suspensa até { $until } (caso { $number })
allowance-outside = 🚫 Este bot só funciona em servidores, não em DMs.
allowance-paused = ⏸️ A geração de imagens está pausada até que a moderação a reative
allowance-paused-until = ⏸️ A geração de imagens está pausada até { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 A geração de imagens está desativada neste canal (configuração do servidor).
allowance-unknown-channel = 🚫 Não é possível gerar imagens neste canal agora: um limite depende da categoria ou da restrição de idade do canal, e o Discord não informa isso ao bot.
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 Não permitido neste canal. { $limit }: { $value } ({ $origin })
allowance-refused = 🚫 Muitos prompts foram rejeitados. Fim da espera: { $when }
allowance-cooldown = ⏳ Fim do tempo de espera: { $when }
allowance-no-cooldown = ✅ Sem tempo de espera agora.
allowance-used-up = 🚫 Limite atingido: { $limit }
allowance-used-up-until = 🚫 Limite atingido: { $limit }; reinicia { $when }
allowance-exempt = ⭐ Cargo isento: sem tempo de espera e sem limites pessoais de imagens.
allowance-event = 🎉 Os limites de imagens são multiplicados por { $factor } até { $until }.

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what } · restante: **{ $left }** de { $cap }
allowance-left-until = { $bar } { $what } · restante: **{ $left }** de { $cap }; a cota reinicia { $when }
# Whose count it is, what is counted, and how long
allowance-what = { $whose ->
        [bot] { $measure ->
            [images] Imagens do bot
            [money] Orçamento do bot
           *[jobs] Pedidos ao bot
        }
        [server] { $measure ->
            [images] Imagens deste servidor
            [money] Orçamento deste servidor
           *[jobs] Pedidos deste servidor
        }
        [capped-server] { $measure ->
            [images] Imagens deste servidor
            [money] Orçamento deste servidor
           *[jobs] Pedidos deste servidor
        }
        [user] { $measure ->
            [images] Suas imagens em todos os servidores
            [money] Seu orçamento em todos os servidores
           *[jobs] Seus pedidos em todos os servidores
        }
       *[member] { $measure ->
            [images] Suas imagens
            [money] Seu orçamento
           *[jobs] Seus pedidos
        }
    } { $span ->
        [day] hoje
        [month] neste mês
       *[now] em andamento
    }{ $whose ->
        [capped-server] { " (limite do dono do bot)" }
       *[member] { "" }
    }
allowance-unlimited = Você não tem limites aqui.
allowance-grant = 🎁 Imagens de bônus · restante: **{ $left }** de { $granted }, até { $until }

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit }: { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = sem limite
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] nenhuma permitida
       *[other] no máximo { $n }
    }
# The same, where nothing can be chosen
allowance-none = nenhum permitido
allowance-allowed = permitidas
allowance-not-allowed = não permitidas
allowance-nsfw-anywhere = permitidos
allowance-nsfw-only = imagens só neles
allowance-nsfw-never = sem imagens neles

# The next image
allowance-no-model = Nenhum modelo está disponível agora.
allowance-next = Sua próxima imagem com **{ $model }** custa até { $cost }.
