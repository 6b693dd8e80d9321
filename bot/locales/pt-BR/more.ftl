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
details-not-generated = Nenhuma imagem foi gerada.
details-requested = **Pedida** por { $user } em { $when }
details-references =
    { $count ->
        [one] **Anexada** { $count } imagem
       *[other] **Anexadas** { $count } imagens
    }
details-generation = **Geração** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Imagem vinda de outro lugar
details-pixels = { $pixels } pixels
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Enviada por { $user } em { $when }
