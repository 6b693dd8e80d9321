# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = Copier le prompt
details-style = **Style** { $style }, qui a ajouté : { $adds }
details-model = **Modèle** { $model }
details-ratio = **Ratio** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = auto
details-size = **Taille** { $size } ({ $pixels } px)
# In place of a size, where none was chosen
details-size-default = par défaut
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **Signature** de { $signer } (C2PA ; nom indiqué par la signature, non vérifié)
details-signed-unnamed = **Signature** C2PA ; le nom du signataire est illisible
# Where the file was too large and is shown smaller.
details-marked = La signature ne vaut que pour le fichier d’origine. Les métadonnées de ce fichier plus petit indiquent qu’il a été généré par IA.
details-cost = **Coût** { $cost }
details-time = **Temps de génération** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = Aucune image n’a été générée.
details-requested = **Demande de** { $user }, { $when }
details-references =
    { $count ->
        [one] **Image jointe** { $count }
       *[other] **Images jointes** { $count }
    }
details-generation = **ID OpenRouter** { $generation }
details-id = **ID de l’image** { $id } (pour `/show`)

# An image that is not the bot's.

details-embedded = Image intégrée
details-pixels = { $pixels } pixels
details-kib = { $kib } Ko
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } Mo
details-sent = Message de { $user }, { $when }
