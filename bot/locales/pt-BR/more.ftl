# What can be done with a finished picture, under "More".

title-alt = Texto para quem não pode ver a imagem
# One picture.
label-alt = O que a imagem mostra
# Several pictures, each with a text of its own.
label-alt-one = O que a imagem { $number } mostra
more-alt-changed = O texto para quem não pode ver a imagem foi alterado.
more-copied = A imagem foi enviada para as suas mensagens diretas.
more-copy-too-large = A imagem é grande demais para uma mensagem direta. Nada foi enviado.
# Before the link to the message that the copy is of.
more-copy-from = Sua cópia de { $link }
more-copy-private = Sua cópia de uma imagem privada
more-shared = Agora a imagem aparece neste canal.
more-not-shared = Este servidor mostra só para você o que você faz com este app, então a imagem não pode ser compartilhada aqui.

# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = Copiar prompt
details-style = **Estilo** { $style }, que acrescentou: { $adds }
details-model = **Modelo** { $model }
details-ratio = **Proporção** { $ratio }
details-size = **Tamanho** { $size } · { $pixels } pixels
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
details-signed = **Assinatura** de { $signer } (C2PA; nome informado na assinatura, não verificado)
details-signed-unnamed = **Assinatura** C2PA com nome ilegível
details-marked = A assinatura vale apenas para o arquivo original. Os metadados deste arquivo reduzido informam que ele foi gerado por IA.
details-cost = **Custo** { $cost }
details-time = **Gerada em** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-unpainted = Nenhuma imagem foi gerada.
details-asked = **Pedida** por { $user } em { $when }
details-references =
    { $count ->
        [one] **Anexada** { $count } imagem
       *[other] **Anexadas** { $count } imagens
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Pedida de novo** depois de { $link }
details-parent-edit = **Editada** a partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Maior resolução** de { $link }
details-generation = **Geração** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Imagem vinda de outro lugar
details-pixels = { $pixels } pixels
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Enviada por { $user } em { $when }
