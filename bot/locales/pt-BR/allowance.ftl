# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 O dono do bot não permite imagens fora de servidores.
allowance-paused = ⏸️ Imagens pausadas até a moderação retomar
allowance-paused-until = ⏸️ Imagens pausadas até { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 Não dá para pedir imagens neste canal, segundo a lista de canais.
allowance-unknown-place = 🚫 Sem imagens neste canal por enquanto: as regras dependem da categoria ou da restrição de idade dele, e o Discord não informa isso ao bot.
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 Não em um canal como este: `{ $limit }` { $value }, { $origin }
allowance-refused = 🚫 Prompts recusados demais; a espera termina { $when }.
allowance-cooldown = ⏳ O tempo de espera termina { $when }.
allowance-no-cooldown = ✅ Nenhum tempo de espera em andamento.
allowance-used-up = 🚫 `{ $limit }` está esgotado.
allowance-used-up-until = 🚫 `{ $limit }` está esgotado, renova { $when }.
allowance-exempt = ⭐ Um cargo isento livra você do tempo de espera e dos limites de imagens por membro.
allowance-event = 🎉 Os limites de imagens valem ×{ $factor } até { $until }.

# What is left; $what is one of allowance-what
allowance-left = { $what }: **{ $left }** de { $cap } restantes
allowance-left-until = { $what }: **{ $left }** de { $cap } restantes, renova { $when }
allowance-what-member-images-per-day = Suas imagens hoje
allowance-what-member-images-per-month = Suas imagens neste mês
allowance-what-server-images-per-day = Imagens do servidor inteiro hoje
allowance-what-server-images-per-month = Imagens do servidor inteiro neste mês
allowance-what-member-usd-per-day = Seus dólares hoje
allowance-what-member-usd-per-month = Seus dólares neste mês
allowance-what-server-usd-per-day = Dólares do servidor inteiro hoje
allowance-what-server-usd-per-month = Dólares do servidor inteiro neste mês
allowance-what-member-jobs-at-once = Seus comandos ao mesmo tempo
allowance-what-server-jobs-at-once = Comandos do servidor inteiro ao mesmo tempo
allowance-what-CAP_SERVER_USD_PER_DAY = Dólares do servidor inteiro hoje (limite do dono do bot)
allowance-what-CAP_SERVER_USD_PER_MONTH = Dólares do servidor inteiro neste mês (limite do dono do bot)
allowance-what-CAP_USER_USD_PER_DAY = Seus dólares hoje, em todo lugar (limite do dono do bot)
allowance-what-CAP_USER_IMAGES_PER_DAY = Suas imagens hoje, em todos os servidores
allowance-what-BUDGET_USD_PER_DAY = Orçamento do bot hoje
allowance-what-BUDGET_USD_PER_MONTH = Orçamento do bot neste mês
allowance-unlimited = Aqui nenhum limite vale para suas imagens, seus dólares ou seus comandos.
allowance-grant = 🎁 Concedidas além disso: **{ $left }** de { $granted ->
        [one] { $granted } imagem restante
       *[other] { $granted } imagens restantes
    }, até { $until }

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value }, { $origin }
# What a limit is set to: no limit
allowance-off = sem limite
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] nenhuma
       *[other] no máximo { $n }
    }
# The same, where nothing can be chosen
allowance-none = nenhum
allowance-allowed = permitido
allowance-not-allowed = proibido
allowance-nsfw-anywhere = em qualquer canal
allowance-nsfw-only = só em canais com restrição de idade
allowance-nsfw-never = nunca em canais com restrição de idade

# The next picture
allowance-no-model = Nenhum modelo pode gerar imagens agora.
allowance-next = A próxima imagem, com **{ $model }**, custaria até { $cost }.
