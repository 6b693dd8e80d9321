# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## Tes images
# $search is what the member looks for
mine-images-search = ## Tes images avec « { $search } »
mine-images-none = Tu n’as pas encore d’images ici. Génères-en une avec `/imagine`.
mine-images-none-found = Aucun de tes prompts ne contient « { $search } ».
mine-images-end = Il n’y a pas d’autres images.
# Written before a link to the image's message
mine-jump = Aller à l’image
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = privée
mine-mark-deleted = message supprimé
# Several images by one command
mine-count = { $count ->
        [one] { $count } image
       *[other] { $count } images
    }
# $command is `/show id:123`, which shows the image once more
mine-show-hint = Pour l’afficher de nouveau : { $command }

# Buttons of the list; short
button-older = Plus anciennes
button-newer = Plus récentes

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = Date : { $when } · [aller à l’image]({ $link })
mine-shown-no-link = Date : { $when }
mine-shown-private = L’image était privée : Discord ne permet pas au bot de la récupérer.
mine-shown-deleted = Le message avec l’image a été supprimé : il ne reste que le texte.
mine-shown-unreachable = L’image ne peut pas être récupérée dans son salon pour le moment.
mine-shown-too-large = L’image est trop lourde pour être affichée ici.
mine-failed = ❌ Aucune image n’a été générée (date de la demande : { $when }).
mine-failed-prompt = ❌ Le fournisseur a rejeté ce prompt : aucune image n’a été générée (date de la demande : { $when }).
mine-cancelled = ❌ Cette demande a été annulée (date de la demande : { $when }).
mine-under-way = ⏳ Cette image n’est pas encore prête.
mine-generated = ⏳ Cette image est générée ; le bot continue d’essayer de l’envoyer.

# /my defaults, used where /imagine does not set an option
mine-defaults = ## Tes options par défaut
mine-defaults-none = Tu n’as aucune option par défaut. Le bot choisit les options que tu ne précises pas dans `/imagine`.
mine-defaults-model = Modèle : **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modèle : { $model } (plus disponible ; le bot choisit)
mine-defaults-ratio = Ratio : **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = Taille : **{ $size }**
mine-defaults-style = Style : **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Style : { $style } (pas disponible ici ; aucun style n’est ajouté)
mine-defaults-private = Visible par : **toi uniquement**
mine-defaults-public = Visible par : **tout le monde**
mine-defaults-hint = Une option par défaut s’applique quand tu ne la précises pas dans `/imagine` et que le modèle l’accepte. `clear` les efface toutes.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Sur ce serveur**
styles-everywhere = **Partout**
# A style, and the words that it adds
styles-line = **{ $style }** : { $adds }
