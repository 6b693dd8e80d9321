# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ Próxima da fila · pronta { $when }
# $position is 2 or more
card-waiting = ⏳ Número { $position } na fila · pronta { $when }
card-generating = 🎨 Gerando com **{ $model }** · começou { $when }
# Below it, above the button that cancels
card-cancel-counts = O pedido já foi enviado e conta para você, mesmo que você cancele agora.
card-fitting = 📦 Gerada; reduzindo para caber aqui · começou { $when }

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = proporção automática
card-style = estilo { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = seed { $seed }
# Of the pictures that a member may have on one day
card-left = { $left } de { $of } restantes hoje

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $came ->
        [one] Veio { $came }
       *[other] Vieram { $came }
    } de { $asked } imagens. { $missing ->
        [one] A que faltou não conta para você.
       *[other] As que faltaram não contam para você.
    }
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $came ->
        [one] Veio { $came }
       *[other] Vieram { $came }
    } de { $asked } imagens. { $counted ->
        [one] Outra já tinha sido pedida quando você cancelou e conta para você.
       *[other] Outras { $counted } já tinham sido pedidas quando você cancelou e contam para você.
    }
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = No total, foram cobrados { $cost }.
card-other-pixels = O modelo respondeu com { $width }×{ $height } pixels em vez de { $ratio }.
# The names of options stay as they are in the command
card-left-out = Este modelo não tem a opção `{ $option }`, então ela ficou de fora.
# A style of another server, or one that was removed
card-style-missing = O estilo padrão { $style } não existe aqui, então ficou de fora.
card-thrifty = O orçamento do bot está quase no fim, então um modelo mais barato gerou a imagem.
# $model is a model's id
card-gone = { $model } saiu do ar; o sucessor dele gerou a imagem.
card-failed-over = { $model } não estava disponível, então o sucessor dele gerou a imagem.
# $format is a kind of file, such as WEBP
card-refitted = O original era grande demais para este lugar, então este é um { $format } de { $width }×{ $height } pixels.
card-restored = Demorou mais porque o bot foi reiniciado no meio do caminho.

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = Imagem gerada: { $prompt }
card-alt = Imagem gerada { $number } de { $of }: { $prompt }

# The bot is being stopped
card-postponed-generated = 🔁 O bot vai parar por enquanto. Sua imagem já foi gerada e aparece quando o bot voltar.
card-postponed = 🔁 O bot vai parar por enquanto e gera esta imagem quando voltar. Se demorar demais, desiste dela { $when }; até agora nada foi cobrado.

# Tells a member who waited for long how it ended
card-ready = { $mention } sua imagem está pronta: { $link }
card-not-generated = { $mention } sua imagem não foi gerada: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Não exibida:** a imagem de { $mention } foi gerada, mas o Discord não a aceitou. Ela não conta nas imagens de quem pediu; dá para pedir de novo onde o bot possa escrever e anexar arquivos. A referência é { $reference }.
card-undelivered = **Não exibida:** { $mention } pediu uma imagem, nenhuma veio, e o Discord não aceitou a resposta do bot sobre isso. O pedido não conta nas imagens de quem pediu; dá para pedir de novo. A referência é { $reference }.

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention } sua imagem privada foi gerada, mas suas mensagens diretas estão fechadas para o bot. Pegue-a com { $command } ou permita mensagens diretas deste servidor; o bot tenta de novo a cada 15 minutos e desiste { $when }.
card-unreachable-over = { $mention } o que você pediu em privado terminou sem imagem, e suas mensagens diretas estão fechadas para o bot. Isso não conta nas suas imagens. Permita mensagens diretas deste servidor e peça de novo.
