# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] { $measure ->
            [images] Images du bot
            [money] Budget du bot
           *[jobs] Demandes au bot
        } { $span ->
            [day] par jour
            [month] par mois
           *[now] en même temps
        }
        [member] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Demandes
        } par membre { $span ->
            [day] et par jour
            [month] et par mois
           *[now] en même temps
        }
        [user] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Demandes
        } par personne { $span ->
            [day] et par jour
            [month] et par mois
           *[now] en même temps
        } sur tous les serveurs
        [server] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Demandes
        } par serveur { $span ->
            [day] et par jour
            [month] et par mois
           *[now] en même temps
        }
       *[capped-server] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Demandes
        } par serveur { $span ->
            [day] et par jour
            [month] et par mois
           *[now] en même temps
        } (limite du propriétaire du bot)
    }
limit-name-cooldown = Délai d’attente
limit-name-models = Modèles
limit-name-sizes = Tailles
limit-name-count = Images par demande
limit-name-references = Images jointes par demande
limit-name-private = Images privées
limit-name-nsfw = Salons soumis à une limite d’âge

# Titles of groups of limits
limit-group-time = Temps
limit-group-images = Nombre d’images
limit-group-money = Argent
limit-group-at-once = En même temps
limit-group-use = Ce qui peut être utilisé

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] réglage du propriétaire du bot
        [server] réglage de ce serveur
        [category] réglage de la catégorie { $mention }
        [channel] réglage du salon { $mention }
       *[role] réglage du rôle { $mention }
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] { $name }
       *[other] { $name } ({ $origin })
    }
# $limit is limit-with-origin
limit-source = Limite : { $limit }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Limite : { $limit } ; elle se réinitialise { $when }.

# What to do
limit-todo-ask-moderator = La modération peut modifier ce réglage.
limit-todo-ask-owner = Seul le propriétaire du bot peut modifier ce réglage.
limit-todo-less = Demande moins d’images ou utilise un modèle moins cher.
limit-todo-when-done = Réessaie quand l’une d’elles sera terminée.
limit-todo-then = Réessaie à ce moment-là.
limit-todo-then-or-cheaper = Réessaie à ce moment-là, ou utilise un modèle moins cher.
limit-todo-choose = Choisis parmi ce qui est autorisé.
limit-todo-fewer = Réessaie avec moins d’images.
limit-todo-without = Réessaie sans image jointe.
limit-todo-not-private = Réessaie sans `private`.
limit-todo-other-channel = Réessaie dans un autre salon.

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] La génération d’images est désactivée.
            [money] Le bot n’a pas de budget pour les images.
           *[jobs] La génération d’images est désactivée.
        }
        [server] { $measure ->
            [images] Aucune image ne peut être générée sur ce serveur.
            [money] Ce serveur n’a pas de budget pour les images.
           *[jobs] Aucune image ne peut être demandée sur ce serveur.
        }
        [capped-server] { $measure ->
            [images] Aucune image ne peut être générée sur ce serveur.
            [money] Ce serveur n’a pas de budget pour les images.
           *[jobs] Aucune image ne peut être demandée sur ce serveur.
        }
        [user] { $measure ->
            [images] Tu ne peux pas générer d’images avec ce bot.
            [money] Tu n’as pas de budget pour les images.
           *[jobs] Tu ne peux pas demander d’images à ce bot.
        }
       *[member] { $measure ->
            [images] Tu ne peux pas générer d’images ici.
            [money] Tu n’as pas de budget pour les images.
           *[jobs] Tu ne peux pas demander d’images ici.
        }
    }

# One request is more than the whole limit
limit-too-much-images = Tu as demandé { $asked ->
        [one] { $asked } image
       *[other] { $asked } images
    }, mais la limite est de { $cap }.
limit-too-much-money = Cette demande peut coûter jusqu’à { $asked }, mais la limite est de { $cap }.
limit-too-much-jobs = Tu as fait { $asked ->
        [one] { $asked } demande
       *[other] { $asked } demandes
    } en même temps, mais la limite est de { $cap }.

# Too many at once
limit-running = { $whose ->
        [bot] Le bot a déjà
        [server] Ce serveur a déjà
        [capped-server] Ce serveur a déjà
        [user] Sur tous les serveurs, tu as déjà
       *[member] Tu as déjà
    } { $measure ->
        [images] { $used ->
            [one] { $used } image
           *[other] { $used } images
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } demande
           *[other] { $used } demandes
        }
    } en cours ; le maximum est de { $cap }.

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }.
limit-used-up-more = { $used }, et tu en demandes { $more } de plus.
limit-used-up-cost = { $used }, et cette demande peut coûter jusqu’à { $cost }.
limit-used = { $whose ->
        [bot] Le bot a utilisé
        [server] Ce serveur a utilisé
        [capped-server] Ce serveur a utilisé
        [user] Sur tous les serveurs, tu as utilisé
       *[member] Tu as utilisé
    } { $measure ->
        [images] { $used ->
            [one] { $used } image
           *[other] { $used } images
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } demande
           *[other] { $used } demandes
        }
    } sur { $cap } { $span ->
        [day] aujourd’hui
        [month] ce mois-ci
       *[now] en même temps
    }

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Délai d’attente : prochaine image possible { $when }. Essayer plus tôt ne prolonge pas le délai d’attente.
limit-cooldown-set = Délai d’attente : prochaine image possible { $when }. Le délai d’attente est de { $wait } ({ $origin }). Essayer plus tôt ne le prolonge pas.
limit-wait-days = { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = Le modèle { $given } ne peut pas être utilisé ici. { $allowed }
limit-forbidden-models = Aucun modèle ne peut être utilisé ici pour le moment. { $allowed }
limit-forbidden-size = La taille { $given } ne peut pas être utilisée ici. { $allowed }
limit-allowed-none = Aucun choix n’est autorisé.
limit-allowed = Choix autorisés : { $names }.
limit-forbidden-count = Tu as demandé { $given ->
        [one] { $given } image
       *[other] { $given } images
    } ; le maximum ici est de { $most }.
limit-forbidden-references = Tu as joint { $given ->
        [one] { $given } image
       *[other] { $given } images
    } ; le maximum ici est de { $most }.
limit-forbidden-private = Les images privées ne sont pas autorisées ici.
limit-forbidden-unless-nsfw = Les images ne peuvent être générées que dans les salons soumis à une limite d’âge.
limit-forbidden-nsfw = Aucune image ne peut être générée dans les salons soumis à une limite d’âge.
limit-forbidden-here = Aucune image ne peut être générée ici.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Les images ne peuvent être générées que dans certains salons de ce serveur. { $n ->
        [0] Demande à la modération dans lesquels tu peux en générer.
       *[other] Tu peux en générer dans { $links }.
    }
limit-channel-blocked = La génération d’images est désactivée dans ce salon (réglage du serveur). { $n ->
        [0] Demande à la modération où tu peux en générer.
       *[other] Tu peux en générer dans { $links }.
    }

# A pause; a sentence about its end follows.
limit-paused = La modération a mis en pause la génération d’images sur ce serveur.
limit-paused-reason = La modération a mis en pause la génération d’images sur ce serveur. Raison : { $reason }.
limit-paused-until = La génération reprendra { $when } ; réessaie à ce moment-là.
limit-paused-open = Demande à la modération quand la génération reprendra.

# Prompts that the models rejected
error-too-many-rejections = Les modèles ont rejeté trop de tes prompts en une heure, ce qui met en danger le compte du bot. Tu pourras réessayer { $when }, avec un autre prompt.
