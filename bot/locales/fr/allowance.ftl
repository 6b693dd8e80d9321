# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 Accès à la génération d’images suspendu (dossier { $number })
allowance-blocked-until = 🚫 Accès à la génération d’images suspendu jusqu’au { $until } (dossier { $number })
allowance-outside = 🚫 Ce bot ne fonctionne que sur les serveurs, pas en message privé.
allowance-paused = ⏸️ La génération d’images est en pause jusqu’à ce que la modération la réactive
allowance-paused-until = ⏸️ La génération d’images est en pause jusqu’au { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused } : { $reason }
allowance-wrong-channel = 🚫 La génération d’images est désactivée dans ce salon (réglage du serveur).
allowance-unknown-channel = 🚫 Aucune image ne peut être générée dans ce salon pour le moment : une limite dépend de sa catégorie ou de sa limite d’âge, et Discord ne les indique pas au bot.
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 Non autorisé dans ce salon. { $limit } : { $value } ({ $origin })
allowance-refused = 🚫 Trop de prompts rejetés. Fin de l’attente : { $when }
allowance-cooldown = ⏳ Fin du délai d’attente : { $when }
allowance-no-cooldown = ✅ Aucun délai d’attente en cours.
allowance-used-up = 🚫 Limite atteinte : { $limit }
allowance-used-up-until = 🚫 Limite atteinte : { $limit } ; elle se réinitialise { $when }
allowance-exempt = ⭐ Rôle exempté : ni délai d’attente, ni limite personnelle d’images.
allowance-event = 🎉 Les limites d’images sont multipliées par { $factor } jusqu’au { $until }.

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what } : il reste **{ $left }** sur { $cap }
allowance-left-until = { $bar } { $what } : il reste **{ $left }** sur { $cap }, réinitialisation { $when }
# Whose count it is, what is counted, and how long
allowance-what = { $whose ->
        [bot] { $measure ->
            [images] Images du bot
            [money] Budget du bot
           *[jobs] Demandes au bot
        }
        [server] { $measure ->
            [images] Images de ce serveur
            [money] Budget de ce serveur
           *[jobs] Demandes de ce serveur
        }
        [capped-server] { $measure ->
            [images] Images de ce serveur
            [money] Budget de ce serveur
           *[jobs] Demandes de ce serveur
        } (limite du propriétaire du bot)
        [user] { $measure ->
            [images] Tes images
            [money] Ton budget
           *[jobs] Tes demandes
        } sur tous les serveurs
       *[member] { $measure ->
            [images] Tes images
            [money] Ton budget
           *[jobs] Tes demandes
        }
    } { $span ->
        [day] aujourd’hui
        [month] ce mois-ci
       *[now] en cours
    }
allowance-unlimited = Tu n’as aucune limite ici.
allowance-grant = 🎁 Images bonus : il reste **{ $left }** sur { $granted }, jusqu’au { $until }

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit } : { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = aucune limite
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] aucune autorisée
       *[other] { $n } au plus
    }
# The same, where nothing can be chosen
allowance-none = aucun choix autorisé
allowance-allowed = autorisées
allowance-not-allowed = non autorisées
allowance-nsfw-anywhere = autorisés
allowance-nsfw-only = les seuls autorisés
allowance-nsfw-never = non autorisés

# The next image
allowance-no-model = Aucun modèle n’est disponible pour le moment.
allowance-next = Ta prochaine image avec **{ $model }** coûte au plus { $cost }.
