import type { KeyboardEvent } from 'react';

/** Some input methods report their last key after the composition has ended, with this code. */
const composingKeyCode = 229;

/** The key belongs to an input method, which is not done with the word. */
export const isComposing = (event: KeyboardEvent): boolean => event.nativeEvent.isComposing || event.nativeEvent.keyCode === composingKeyCode;
