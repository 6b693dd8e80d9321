# What moderators read after /manage-styles add, edit and remove.

styles-added = Members can choose it in `/imagine` now.
styles-added-over = Members can choose it in `/imagine` now. It replaces the built-in style of the same name here.
styles-edited = This applies from the next request on.
styles-removed = Images created with it keep it, also when they are generated again.
styles-wanted-free = a name that isn't taken; `/manage-styles edit` changes a style
styles-wanted-name = a name of 1 to { $most } characters
styles-wanted-words = words of 1 to { $most } characters
