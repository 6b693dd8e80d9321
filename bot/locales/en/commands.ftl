# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = Paint a picture from your words
command-imagine-count = How many pictures; each counts and costs by itself
command-imagine-image = A picture to change or to take as an example
command-imagine-image2 = One more, where the model takes several
command-imagine-image3 = One more, where the model takes several
command-imagine-image4 = One more, where the model takes several
command-imagine-model = Who paints it; type to search
command-imagine-private = Show the picture only to you
command-imagine-prompt = What to paint
command-imagine-ratio = The picture's ratio, such as 16:9
command-imagine-seed = A number that leads to the same picture again, where the model takes one
command-imagine-size = How many pixels, where the model lets you choose
command-imagine-spoiler = Hide the picture until it is clicked
command-imagine-style = What is added to your words
command-menu-image-details = Image details
command-menu-remix-image = Remix image
command-my = What is yours: pictures, defaults, what is left and more
command-my-allowance = What you have left here, when it starts anew, and the cost
command-my-data = What is kept about you
command-my-data-delete = Delete what is kept about you; asks first
command-my-data-export = Get a file with everything that is kept about you
command-my-defaults = What holds for your pictures where /imagine does not say
command-my-defaults-clear = Clear all your defaults; what you set here at the same time still holds
command-my-defaults-model = Who paints; type to search
command-my-defaults-private = Whether only you see your pictures
command-my-defaults-ratio = The picture's ratio, such as 16:9
command-my-defaults-size = How many pixels, where the model lets you choose
command-my-defaults-style = What is added to your prompts
command-my-images = Your pictures, the newest first
command-my-images-search = Only those whose prompt has these words in it
command-show = Show one of your pictures once more, with its buttons
command-show-id = Which one; type words of its prompt to search
command-styles = Names for words that are added to prompts
command-styles-list = The styles that you can choose here
command-styles-list-name = Show all that this one adds
