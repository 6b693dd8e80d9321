# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = Copiar prompt
details-style = **Estilo** { $style }, que añadió: { $adds }
details-model = **Modelo** { $model }
details-ratio = **Relación de aspecto** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = auto
details-size = **Tamaño** { $size } ({ $pixels } px)
# In place of a size, where none was chosen
details-size-default = predeterminado
details-seed =
    { $count ->
        [one] **Semilla** { $seeds }
       *[other] **Semillas** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **Firma** de { $signer } (C2PA; nombre indicado en la firma, sin verificar)
details-signed-unnamed = **Firma** C2PA; no se puede leer el nombre de quien firmó
# Where the file was too large and is shown smaller.
details-marked = La firma solo vale para el archivo original. Los metadatos de este archivo más pequeño indican que se generó con IA.
details-cost = **Precio** { $cost }
details-time = **Tiempo de generación** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = No se generó ninguna imagen.
details-requested = **Solicitud de** { $user }, { $when }
details-references =
    { $count ->
        [one] **Adjunta** { $count } imagen
       *[other] **Adjuntas** { $count } imágenes
    }
details-generation = **ID de OpenRouter** { $generation }
details-id = **ID de la imagen** { $id } (para `/show`)

# An image that is not the bot's.

details-embedded = Imagen insertada
details-pixels = { $pixels } píxeles
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = Mensaje de { $user }, { $when }
