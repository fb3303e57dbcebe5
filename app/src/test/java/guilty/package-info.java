/** A breach of each rule of the house, to prove that the rule bites. Nothing here is ever run. */
package guilty;
