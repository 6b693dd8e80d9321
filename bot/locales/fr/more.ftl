# What can be done with a finished picture, under "More".

title-alt = Texte alternatif de l’image
# One picture.
label-alt = Ce que montre l’image
# Several pictures, each with a text of its own.
label-alt-one = Ce que montre l’image { $number }
more-alt-changed = Le texte alternatif de l’image a été modifié.
more-copied = L’image t’a été envoyée en message privé.
more-copy-too-large = L’image est trop lourde pour un message privé. Rien n’a été envoyé.
# Before the link to the message that the copy is of.
more-copy-from = Ta copie de { $link }
more-copy-private = Ta copie d’une image privée
more-shared = L’image est maintenant visible dans ce salon.
more-not-shared = Ce serveur ne montre qu’à toi ce que tu fais avec cette application, l’image ne peut donc pas être partagée ici.

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
details-unpainted = Aucune image n’a été générée.
details-asked = **Demandée** par { $user }, le { $when }
details-references =
    { $count ->
        [one] **En pièce jointe** { $count } image
       *[other] **En pièce jointe** { $count } images
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Refaite** d’après { $link }
details-parent-edit = **Modifiée** à partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Meilleure résolution** de { $link }
details-generation = **Génération** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = Une image affichée depuis un autre site
details-pixels = { $pixels } pixels
details-kib = { $kib } Ko
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } Mo
details-sent = Message de { $user }, le { $when }
