# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ Próxima da fila · pronta { $when }
# $position is 2 or more
card-waiting = ⏳ Posição { $position } na fila · pronta { $when }
card-generating = 🎨 Gerando com **{ $model }** · início { $when }
# Below it, above the button that cancels
card-cancel-counts = O pedido já foi enviado e conta nos seus limites, mesmo que você cancele agora.
card-fitting = 📦 Imagem gerada; reduzindo o arquivo para enviá-lo aqui · início { $when }

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = proporção auto
card-style = estilo { $style }
# $seed is a number that reproduces the image
card-seed = seed { $seed }
# Of the images that a member may have on one day
card-left = cota restante hoje: { $left } de { $of ->
        [one] { $of } imagem
       *[other] { $of } imagens
    }

# Notes under an image
# Some of several images are missing, and do not count
card-missing = Imagens geradas: { $came } de { $asked }. { $missing ->
        [one] A que falta não conta nos seus limites.
       *[other] As que faltam não contam nos seus limites.
    }
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = Imagens geradas: { $came } de { $asked }. { $counted ->
        [one] O pedido de mais uma já tinha sido enviado quando você cancelou, por isso ela conta nos seus limites.
       *[other] O pedido de mais { $counted } já tinha sido enviado quando você cancelou, por isso elas contam nos seus limites.
    }
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = Total cobrado: { $cost }.
card-other-pixels = O modelo retornou { $width }×{ $height } pixels em vez de { $ratio }.
# The names of options stay as they are in the command
card-left-out = Este modelo não aceita `{ $option }`, por isso a opção foi ignorada.
# A style of another server, or one that was removed
card-style-missing = Seu estilo padrão { $style } não está disponível aqui, por isso foi ignorado.
card-thrifty = O orçamento do bot está quase esgotado, por isso foi usado um modelo mais barato.
# $model is a model's id
card-gone = { $model } não está mais disponível, por isso foi usado o modelo sucessor.
card-failed-over = { $model } não estava disponível, por isso foi usado o modelo sucessor.
# $format is a kind of file, such as WEBP
card-refitted = O arquivo original era grande demais para enviar aqui, por isso este é um { $format } de { $width }×{ $height } pixels.
card-restored = A geração demorou mais porque o bot reiniciou.

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = Imagem gerada: { $prompt }
card-alt = Imagem gerada { $number } de { $of }: { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention }: { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 O bot está reiniciando. Sua imagem está pronta e será entregue em seguida.
card-postponed = 🔁 O bot está reiniciando e vai gerar sua imagem em seguida. Se ele não voltar a tempo, o pedido expira { $when }. Nada foi cobrado.

# Tells a member who waited for long how it ended
card-ready = { $mention }, sua imagem está pronta: { $link }
card-not-generated = { $mention }, não foi possível gerar sua imagem: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Não entregue:** a imagem de { $mention } foi gerada, mas o Discord não a aceitou. Ela não conta nos limites de quem a pediu. É possível tentar novamente em um canal onde o bot possa enviar mensagens e anexar arquivos. Referência: { $reference }.
card-undelivered = **Não entregue:** não foi possível gerar a imagem de { $mention }, e o Discord não aceitou a resposta do bot sobre isso. Ela não conta nos limites de quem a pediu. É possível tentar novamente. Referência: { $reference }.

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention }, sua imagem privada está pronta, mas o bot não consegue enviar mensagens diretas para você. Abra a imagem com { $command } ou permita mensagens diretas deste servidor. O bot tenta novamente a cada 15 minutos e deixa de tentar { $when }.
card-unreachable-over = { $mention }, seu pedido privado terminou sem imagem, e o bot não consegue enviar mensagens diretas para você. O pedido não conta nos seus limites. Permita mensagens diretas deste servidor e tente novamente.
