# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## Suas imagens
# $search is what the member looks for
mine-images-search = ## Suas imagens com “{ $search }”
mine-images-none = Você ainda não tem imagens aqui. Gere uma com `/imagine`.
mine-images-none-found = Nenhum dos seus prompts contém “{ $search }”.
mine-images-end = Não há mais imagens.
# Written before a link to the image's message
mine-jump = Ir para a imagem
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = privada
mine-mark-deleted = mensagem excluída
# Several images by one command
mine-count = { $count ->
        [one] { $count } imagem
       *[other] { $count } imagens
    }
# $command is `/show id:123`, which shows the image once more
mine-show-hint = Mostrar novamente: { $command }

# Buttons of the list; short
button-older = Mais antigas
button-newer = Mais recentes

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = Pedido: { $when } · [ir para a imagem]({ $link })
mine-shown-no-link = Pedido: { $when }
mine-shown-private = A imagem era privada, por isso o Discord não permite que o bot a busque novamente.
mine-shown-deleted = A mensagem com a imagem foi excluída, por isso só restou o texto.
mine-shown-unreachable = Não é possível buscar a imagem no canal dela agora.
mine-shown-too-large = O arquivo da imagem é grande demais para mostrar aqui.
mine-failed = ❌ Nenhuma imagem foi gerada (pedido: { $when }).
mine-failed-prompt = ❌ O provedor rejeitou este prompt, por isso nenhuma imagem foi gerada (pedido: { $when }).
mine-cancelled = ❌ A geração desta imagem foi cancelada (pedido: { $when }).
mine-under-way = ⏳ Esta imagem ainda não está pronta.
mine-generated = ⏳ Esta imagem foi gerada; o bot continua tentando entregá-la.

# /my defaults, used where /imagine does not set an option
mine-defaults = ## Seus padrões
mine-defaults-none = Você não tem padrões. O bot escolhe as opções que você não define no `/imagine`.
mine-defaults-model = Modelo: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = Modelo: { $model } (não está mais disponível; o bot escolhe)
mine-defaults-ratio = Proporção: **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = Tamanho: **{ $size }**
mine-defaults-style = Estilo: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = Estilo: { $style } (não está disponível aqui; nenhum estilo é acrescentado)
mine-defaults-private = Visível para: **só você**
mine-defaults-public = Visível para: **todos**
mine-defaults-hint = O bot usa estes padrões quando você não define a opção no `/imagine` e o modelo a aceita. `clear` os remove.

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **Neste servidor**
styles-everywhere = **Em todo lugar**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
