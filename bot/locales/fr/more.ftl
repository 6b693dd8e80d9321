# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = Copier le prompt
details-style = **Style** { $style }, qui a ajouté : { $adds }
details-model = **Modèle** { $model }
details-ratio = **Ratio** { $ratio }
details-size = **Taille** { $size } · { $pixels } pixels
details-seed =
    { $count ->
        [one] **Seed** { $seeds }
       *[other] **Seeds** { $seeds }
    }
details-signed = **Signature** de { $signer } (C2PA ; nom indiqué par la signature, non vérifié)
details-signed-unnamed = **Signature** C2PA au nom illisible
details-marked = La signature ne vaut que pour le fichier d’origine. Les métadonnées de ce fichier réduit indiquent qu’il a été généré par IA.
details-cost = **Coût** { $cost }
details-time = **Générée en** { NUMBER($seconds, maximumFractionDigits: 1) } s
details-not-generated = Aucune image n’a été générée.
details-requested = **Demandée** par { $user }, le { $when }
details-references =
    { $count ->
        [one] **En pièce jointe** { $count } image
       *[other] **En pièce jointe** { $count } images
    }
details-generation = **Génération** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Une image affichée depuis un autre site
details-pixels = { $pixels } pixels
details-kib = { $kib } Ko
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } Mo
details-sent = Message de { $user }, le { $when }
