# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## Tes images
# $search is what the member looks for
mine-images-search = ## Tes images avec « { $search } »
mine-images-none = Tu n’as pas encore d’images ici. `/imagine` en génère une.
mine-images-none-found = Aucun de tes prompts ne contient « { $search } ».
mine-images-end = Il n’y a plus d’images dans cette direction.
# Written before a link to the picture's message
mine-jump = Aller à l’image
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = privée
mine-mark-deleted = message supprimé
# Several pictures by one command
mine-count = { $count ->
        [one] { $count } image
       *[other] { $count } images
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = À revoir avec les boutons : { $command }

# Buttons of the list; short
button-older = Plus anciennes
button-newer = Plus récentes

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = Demandée le { $when } · [aller à l’image]({ $link })
mine-shown-no-link = Demandée le { $when }
mine-shown-private = L’image était privée, et Discord ne laisse personne la récupérer.
mine-shown-deleted = Le message avec l’image a été supprimé, il ne reste donc que les mots.
mine-shown-unreachable = L’image ne peut pas être récupérée dans son salon pour l’instant.
mine-shown-too-large = L’image est trop lourde pour être affichée ici.
mine-failed = ❌ Aucune image n’en est sortie (demande du { $when }).
mine-failed-prompt = ❌ Le fournisseur a refusé ce prompt ; aucune image n’en est sortie (demande du { $when }).
mine-cancelled = ❌ Cette image a été annulée (demande du { $when }).
mine-under-way = ⏳ Cette image n’est pas encore prête.
mine-generated = ⏳ Cette image est générée ; le bot continue d’essayer de l’afficher.

# /my defaults, what holds where /imagine does not say
mine-defaults = ## Tes réglages par défaut
mine-defaults-none = Tu n’as aucun réglage par défaut : le bot décide de ce que `/imagine` ne précise pas.
mine-defaults-model = Modèle : **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modèle : { $model }, qui n’existe plus ; le bot choisit
mine-defaults-ratio = Ratio : **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = Taille : **{ $size }**
mine-defaults-style = Style : **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Style : { $style }, qui n’existe pas ici ; aucun n’est ajouté
mine-defaults-private = Visible : **uniquement par toi**
mine-defaults-public = Visible : **par tout le monde**
mine-defaults-hint = Ils s’appliquent quand `/imagine` ne précise rien et que le modèle a le réglage en question. `clear` les retire.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **De ce serveur**
styles-everywhere = **Partout**
# A style, and the words that it adds
styles-line = **{ $style }** : { $adds }
