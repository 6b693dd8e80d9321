# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] { $measure ->
            [images] Images du bot
            [money] Budget du bot
           *[jobs] Requêtes au bot
        }
        [member] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requêtes
        } par membre
        [user] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requêtes
        } par personne sur tous les serveurs
        [server] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requêtes
        } par serveur
       *[capped-server] { $measure ->
            [images] Plafond du propriétaire : images
            [money] Plafond du propriétaire : dollars
           *[jobs] Plafond du propriétaire : requêtes
        } par serveur
    } { $span ->
        [day] par jour
        [month] par mois
       *[now] en même temps
    }
limit-name-cooldown = Délai d’attente
limit-name-models = Modèles
limit-name-sizes = Tailles
limit-name-count = Images par requête
limit-name-references = Images jointes par requête
limit-name-private = Images privées
limit-name-nsfw = Salons soumis à une limite d’âge

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] réglage du propriétaire du bot
        [server] réglage de ce serveur
        [category] réglage de la catégorie { $mention }
        [channel] réglage du salon { $mention }
       *[role] réglage du rôle { $mention }
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = C’est la limite `{ $rule }` ({ $origin }).
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = C’est la limite `{ $rule }` ({ $origin }), remise à zéro { $when }.

# What to do
limit-todo-ask-moderator = Rien n’a été facturé ; vois avec la modération.
limit-todo-ask-owner = Rien n’a été facturé ; vois avec le propriétaire du bot.
limit-todo-less = Rien n’a été facturé ; demande moins, ou un modèle moins cher.
limit-todo-when-done = Rien n’a été facturé ; redemande quand l’une d’elles sera terminée.
limit-todo-then = Rien n’a été facturé ; redemande à ce moment-là.
limit-todo-then-or-cheaper = Rien n’a été facturé ; redemande à ce moment-là, ou avec un modèle moins cher.
limit-todo-choose = Rien n’a été facturé ; choisis parmi ce qui est autorisé.
limit-todo-fewer = Rien n’a été facturé ; redemande avec moins d’images.
limit-todo-without = Rien n’a été facturé ; redemande sans image jointe.
limit-todo-not-private = Rien n’a été facturé ; redemande sans `private`.
limit-todo-other-channel = Rien n’a été facturé ; redemande dans un autre salon.

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] Tu n’as droit à aucune image.
        [server] Aucune image n’est autorisée sur ce serveur.
       *[bot] Aucune image n’est autorisée.
    }
limit-none-money = { $whose ->
        [member] Aucune dépense n’est autorisée pour tes images.
        [server] Aucune dépense n’est autorisée pour les images de ce serveur.
       *[bot] Aucune dépense n’est autorisée pour les images.
    }
limit-none-jobs = { $whose ->
        [member] Tu n’as droit à aucune commande.
        [server] Aucune commande n’est autorisée sur ce serveur.
       *[bot] Aucune commande n’est autorisée.
    }

# One wish is more than the whole limit
limit-too-much-pictures = Tu as demandé { $asked ->
        [one] { $asked } image
       *[other] { $asked } images
    }, mais la limite n’est que de { $cap } en tout.
limit-too-much-money = Ça peut coûter jusqu’à { $asked }, mais la limite n’est que de { $cap } en tout.
limit-too-much-jobs = Tu as demandé { $asked ->
        [one] { $asked } commande
       *[other] { $asked } commandes
    } à la fois, mais la limite n’est que de { $cap }.

# Too many at once
limit-under-way-member = Tu as { $used ->
        [one] { $used } commande
       *[other] { $used } commandes
    } encore en cours, et la limite est de { $cap } à la fois.
limit-under-way-server = Ce serveur a { $used ->
        [one] { $used } commande
       *[other] { $used } commandes
    } en cours, et la limite est de { $cap } à la fois.

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }.
limit-used-up-more = { $used }, et tu en demandes { $more } de plus.
limit-used-up-cost = { $used }, et cette demande peut coûter jusqu’à { $cost }.
limit-used-member-pictures = Tu as utilisé { $used ->
        [one] { $used } image
       *[other] { $used } images
    } sur { $cap } { $span ->
        [day] aujourd’hui
        [month] ce mois-ci
       *[everywhere] aujourd’hui, tous serveurs confondus
    }
limit-used-member-money = Tu as utilisé { $used } sur { $cap } { $span ->
        [day] aujourd’hui
        [month] ce mois-ci
       *[everywhere] aujourd’hui, tous serveurs confondus
    }
limit-used-server-pictures = Ce serveur a utilisé { $used ->
        [one] { $used } image
       *[other] { $used } images
    } sur { $cap } { $span ->
        [day] aujourd’hui
       *[month] ce mois-ci
    }
limit-used-server-money = Ce serveur a utilisé { $used } sur { $cap } { $span ->
        [day] aujourd’hui
       *[month] ce mois-ci
    }
limit-used-bot-money = Le bot a utilisé { $used } sur { $cap } { $span ->
        [day] aujourd’hui
       *[month] ce mois-ci
    }

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Tu pourras demander ta prochaine image { $when }. Rien n’a été facturé, et demander trop tôt ne rallonge pas l’attente.
limit-cooldown-set = Tu pourras demander ta prochaine image { $when }. Le délai d’attente entre deux images est de { $wait } ({ $origin }). Rien n’a été facturé, et demander trop tôt ne rallonge pas l’attente.
limit-wait-days = { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = Le modèle { $given } n’est pas autorisé ici ; { $allowed }.
limit-forbidden-models = Aucun modèle ne peut générer d’image ici pour l’instant ; { $allowed }.
limit-forbidden-size = La taille { $given } n’est pas autorisée ici ; { $allowed }.
limit-allowed-none = aucun choix n’est autorisé
limit-allowed = { $n ->
        [one] seul choix autorisé : { $names }
       *[other] choix autorisés : { $names }
    }
limit-forbidden-count = Tu as demandé { $given ->
        [one] { $given } image
       *[other] { $given } images
    } à la fois, mais { $most ->
        [0] aucune n’est autorisée
        [one] une seule est autorisée
       *[other] { $most } au plus sont autorisées
    } ici.
limit-forbidden-references = Tu as joint { $given ->
        [one] { $given } image
       *[other] { $given } images
    }, mais { $most ->
        [0] aucune n’est autorisée
        [one] une seule est autorisée
       *[other] { $most } au plus sont autorisées
    } ici.
limit-forbidden-private = Les images visibles uniquement par toi ne sont pas autorisées ici.
limit-forbidden-unless-nsfw = Les images ne peuvent être demandées que dans les salons soumis à une limite d’âge.
limit-forbidden-nsfw = Les images ne peuvent pas être demandées dans les salons soumis à une limite d’âge.
limit-forbidden-here = Les images ne peuvent pas être demandées ici.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Sur ce serveur, les images se demandent dans d’autres salons. Ça vient de la liste des salons (réglage de ce serveur). Rien n’a été facturé ; { $n ->
        [0] demande à la modération où c’est possible
       *[other] fais ta demande dans { $links }
    }.
limit-channel-blocked = Dans ce salon, on ne demande pas d’images. Ça vient de la liste des salons (réglage de ce serveur). Rien n’a été facturé ; { $n ->
        [0] demande à la modération où c’est possible
       *[other] fais ta demande dans { $links }
    }.

# A pause; behind the first sentence comes one about its end.
limit-paused = La modération a mis les images en pause sur ce serveur.
limit-paused-reason = La modération a mis les images en pause sur ce serveur, pour la raison suivante : { $reason }.
limit-paused-until = La pause se termine { $when }. Rien n’a été facturé ; redemande à ce moment-là.
limit-paused-open = La pause dure jusqu’à ce que la modération y mette fin. Rien n’a été facturé ; demande-lui quand ce sera.

# Refusals by the models
limit-refusals = Les modèles ont refusé trop de tes prompts en une heure, ce qui met en danger le compte du bot pour tout le monde. Tu pourras redemander { $when }. Rien n’a été facturé ; essaie alors des mots très différents.
