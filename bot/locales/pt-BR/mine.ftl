# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## Suas imagens
# $search is what the member looks for
mine-images-search = ## Suas imagens com “{ $search }”
mine-images-none = Não há imagens suas aqui. O `/imagine` gera uma.
mine-images-none-found = Nenhum prompt seu contém “{ $search }”.
mine-images-end = Não há mais imagens nesta direção.
# Written before a link to the picture's message
mine-jump = Ir para a imagem
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = privada
mine-mark-deleted = mensagem excluída
# Several pictures by one command
mine-count = { $count ->
        [one] { $count } imagem
       *[other] { $count } imagens
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = De novo, com botões: { $command }

# Buttons of the list; short
button-older = Mais antigas
button-newer = Mais recentes

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = Pedida em { $when } · [ir para a imagem]({ $link })
mine-shown-no-link = Pedida em { $when }
mine-shown-private = A imagem era privada, e o Discord não deixa ninguém buscá-la de novo.
mine-shown-deleted = A mensagem com a imagem foi excluída, então só restou o texto.
mine-shown-unreachable = Não dá para buscar a imagem no canal dela agora.
mine-shown-too-large = A imagem é grande demais para ser exibida aqui.
mine-failed = ❌ Nenhuma imagem foi gerada (pedido de { $when }).
mine-failed-prompt = ❌ O provedor recusou este prompt, então nenhuma imagem foi gerada (pedido de { $when }).
mine-cancelled = ❌ Esta imagem foi cancelada (pedido de { $when }).
mine-under-way = ⏳ Esta imagem ainda não está pronta.
mine-generated = ⏳ Esta imagem foi gerada; o bot continua tentando mostrá-la.

# /my defaults, what holds where /imagine does not say
mine-defaults = ## Seus padrões
mine-defaults-none = Você não tem padrões: o que o `/imagine` não diz fica por conta do bot.
mine-defaults-model = Modelo: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modelo: { $model }, que saiu do ar; o bot escolhe
mine-defaults-ratio = Proporção: **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = Tamanho: **{ $size }**
mine-defaults-style = Estilo: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Estilo: { $style }, que não existe aqui; nenhum é acrescentado
mine-defaults-private = Exibição: **só para você**
mine-defaults-public = Exibição: **para todo mundo**
mine-defaults-hint = Valem quando o `/imagine` não diz e o modelo tem essa opção. `clear` remove todos.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Deste servidor**
styles-everywhere = **Em todos os lugares**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
