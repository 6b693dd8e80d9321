# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = Copiar prompt
details-style = **Estilo** { $style }, que acrescentou: { $adds }
details-model = **Modelo** { $model }
details-ratio = **Proporção** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = auto
details-size = **Tamanho** { $size } ({ $pixels } px)
# In place of a size, where none was chosen
details-size-default = padrão
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **Assinada** por { $signer } (C2PA; nome informado na assinatura, não verificado)
details-signed-unnamed = **Assinada** com C2PA; não é possível ler o nome de quem assinou
# Where the file was too large and is shown smaller.
details-marked = A assinatura vale apenas para o arquivo original. Os metadados deste arquivo menor informam que ele foi gerado por IA.
details-cost = **Custo** { $cost }
details-time = **Gerada em** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = Nenhuma imagem foi gerada.
details-requested = **Pedido de** { $user }, { $when }
details-references =
    { $count ->
        [one] **Anexo** { $count } imagem
       *[other] **Anexos** { $count } imagens
    }
details-generation = **ID do OpenRouter** { $generation }
details-id = **ID da imagem** { $id } (para o `/show`)

# An image that is not the bot's.

details-embedded = Imagem incorporada
details-pixels = { $pixels } pixels
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Enviada por { $user }, { $when }
