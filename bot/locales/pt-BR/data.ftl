# /my data: a file with all data stored about a member, and its deletion.

data-export = Aqui estão todos os dados armazenados sobre você. Só você pode ver esta mensagem.
data-export-cut = Aqui estão os dados armazenados sobre você, dos mais recentes aos mais antigos. { $entries ->
    [one] Um item mais antigo ficou
   *[other] { $entries } itens mais antigos ficaram
} de fora para o arquivo não ser grande demais para o Discord.

data-delete-question =
    Isto exclui os dados armazenados sobre você: os prompts e detalhes das suas imagens, as imagens que você anexou e os seus padrões. **Não é possível desfazer.**
    • As imagens públicas continuam no Discord, e os botões delas param de funcionar, porque o bot deixa de saber de quem elas são. Para remover uma imagem, escolha Mais → Excluir abaixo dela **antes** de continuar; depois, só a moderação poderá excluir a mensagem.
    • O uso contado nos limites fica até dois dias depois do fim do dia ou do mês, com um código no lugar do seu nome, para que sua cota restante de imagens não mude.
    • As imagens de bônus ficam até expirarem, e os horários dos seus prompts rejeitados ficam por duas horas. Use este comando novamente depois disso; caso contrário, esses dados serão excluídos automaticamente mais tarde.
    • O custo das imagens fica sem o seu nome, e as suas alterações de limites ficam no registro do servidor em que foram feitas.
    • O que foi enviado ao OpenRouter para as suas imagens (prompts, imagens anexadas e um código no lugar do seu nome) não é excluído de lá.

# A further point of the question above
data-delete-moderation = • As suspensões e advertências em vigor ficam até terminarem, com as suas contestações. O registro do que você fez como parte da moderação também fica. Os horários dos seus textos que o filtro de um servidor recusou ou reteve ficam por 30 dias, e os das suas denúncias, por um dia.

data-delete-done = { $images ->
    [0] Seus dados foram excluídos. O bot não tinha nenhuma imagem sua concluída.
    [one] Seus dados foram excluídos, incluindo os de uma imagem concluída.
   *[other] Seus dados foram excluídos, incluindo os de { $images } imagens concluídas.
} Seus limites não mudaram.

data-delete-left = { $left ->
    [one] Uma imagem ainda está em andamento ou não foi faturada, por isso os dados dela ficam, assim como as imagens que você anexou recentemente.
   *[other] { $left } imagens ainda estão em andamento ou não foram faturadas, por isso os dados delas ficam, assim como as imagens que você anexou recentemente.
} Use o comando novamente mais tarde.

data-delete-cases = { $cases ->
    [one] Uma suspensão ou advertência ainda está em vigor e fica até terminar.
   *[other] { $cases } suspensões ou advertências ainda estão em vigor e ficam até terminarem.
}

data-delete-files = Não foi possível remover agora as imagens que você anexou. Elas serão excluídas automaticamente em até 7 dias.
# In place of all of these
data-delete-part = Nem tudo foi excluído, porque o banco de dados do bot falhou. Imagens concluídas com dados já excluídos: { $images }. Use o comando novamente.

data-delete-kept = Nada foi excluído.
data-delete-late = O tempo acabou, e nada foi excluído. Use o comando novamente.

button-data-delete = Excluir meus dados
button-data-keep = Manter meus dados
